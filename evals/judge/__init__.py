"""A chat model as a judge of answers, beside the checks: an opinion, never part of passing or failing."""
