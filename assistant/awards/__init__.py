"""The award calculator: rules as data, exact amounts with their working, and what to ask next."""

from assistant.awards.calculate import Review, calculate, next_questions, review
from assistant.awards.catalogue import applicant_facts, catalogue
from assistant.awards.inverse import ReachCap, reach_cap
from assistant.awards.load import load_rulebook, ruled_document
from assistant.awards.outlook import Outlook, outlook
from assistant.awards.rulebook import RuleBook

__all__ = [
    "Outlook",
    "ReachCap",
    "Review",
    "RuleBook",
    "applicant_facts",
    "calculate",
    "catalogue",
    "load_rulebook",
    "next_questions",
    "outlook",
    "reach_cap",
    "review",
    "ruled_document",
]
