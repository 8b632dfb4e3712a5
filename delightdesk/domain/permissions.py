"""Who may do what: the one table that screens, command line and jobs go by.

Everything a receptionist needs at the desk is open to everybody. What stands here is what changes the house, spends
above an allowance, or cannot be taken back.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from delightdesk.domain.vocabulary import Role


class Act(StrEnum):
    """Something that not everybody may do; the value is how a sentence names it."""

    APPROVE = "say yes to what is above an allowance"
    DECIDE_ON_HARM = "decide what is given where somebody was harmed"
    CLOSE_HARM = "close a problem in which somebody was harmed"
    CHANGE_SENSITIVE = "change or remove a security note"
    CHANGE_GESTURES = "change the gestures of the house"
    CHANGE_PLAYBOOKS = "change the playbooks"
    CHANGE_SETTINGS = "change the settings of the house"
    MANAGE_PEOPLE = "add, change or close people"
    GIVE_AWAY_WORK = "hand out what stands on the orphan list"
    READ_ALL_COSTS = "read the whole cost book"
    SETTLE_CLAIMS = "settle what others owe the house"
    READ_ALL_JOURNAL = "read the whole journal"
    ERASE = "remove a guest with a history, or erase one"
    MERGE = "make one of two guests"
    ANSWER_RIGHTS = "answer what a guest asks about their own data"
    EXPORT_ALL = "take all data out of the desk"
    RESTORE = "put a backup in the place of the desk"
    REPAIR = "mend the file of the desk"
    ENCRYPT = "set the passphrase of the desk"


_EVERYBODY_ABOVE = frozenset({Role.LEAD, Role.MANAGER})
_MANAGER = frozenset({Role.MANAGER})

MAY: Mapping[Act, frozenset[Role]] = {
    Act.APPROVE: _EVERYBODY_ABOVE,
    Act.DECIDE_ON_HARM: _MANAGER,
    Act.CLOSE_HARM: _MANAGER,
    Act.CHANGE_SENSITIVE: _EVERYBODY_ABOVE,
    Act.CHANGE_GESTURES: _EVERYBODY_ABOVE,
    Act.CHANGE_PLAYBOOKS: _EVERYBODY_ABOVE,
    Act.CHANGE_SETTINGS: _MANAGER,
    Act.MANAGE_PEOPLE: _MANAGER,
    Act.GIVE_AWAY_WORK: _EVERYBODY_ABOVE,
    Act.READ_ALL_COSTS: _EVERYBODY_ABOVE,
    Act.SETTLE_CLAIMS: _MANAGER,
    Act.READ_ALL_JOURNAL: _EVERYBODY_ABOVE,
    Act.ERASE: _MANAGER,
    Act.MERGE: _EVERYBODY_ABOVE,
    Act.ANSWER_RIGHTS: _EVERYBODY_ABOVE,
    Act.EXPORT_ALL: _MANAGER,
    Act.RESTORE: _MANAGER,
    Act.REPAIR: _MANAGER,
    Act.ENCRYPT: _MANAGER,
}


def may(role: Role, act: Act) -> bool:
    """True when somebody of this role may do it."""
    return role in MAY[act]


def roles_for(act: Act) -> tuple[Role, ...]:
    """The roles that may do it, the nearest to the desk first."""
    return tuple(role for role in Role if role in MAY[act])
