"""Files in and out: what other systems export, the packs, the sheets."""
