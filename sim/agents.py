"""Agents that decide: a vendor, and an account in each relationship.

Each method is one decision. By default it is the move of :mod:`equipoise.sim.moves`; a subclass that overrides one of
them runs without touching anything else (``RelationshipModel(..., vendor_class=MyVendor)``). Rules resolve what agents
decide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import mesa

from equipoise.sim import moves
from equipoise.sim.whose import side_by_side

if TYPE_CHECKING:
    import numpy as np

    from equipoise.sim.model import RelationshipModel
    from equipoise.sim.moves import Investment, Position, Purchase, Terms


class VendorAgent(mesa.Agent):
    """The vendor: it sells, invests, negotiates, and submits to demands or refuses them.

    Parameters
    ----------
    model : RelationshipModel
        The model that it lives in.
    """

    model: RelationshipModel

    @property
    def row(self) -> np.record:
        """The vendor's row of the state; columns as in ``equipoise.sim.state.VENDOR_COLUMNS``."""
        row: np.record = self.model.world.vendor[0]
        return row

    def pursue(self) -> bool:
        """Decide whether open slots may be won in this round.

        Returns
        -------
        bool
            By default, when the policy pursues wins and a typical win is worth its cost.
        """
        return moves.pursue(self.model.world)

    def take_back(self, account: AccountAgent) -> bool:
        """Decide whether to take back an account that went elsewhere after a breakdown.

        Parameters
        ----------
        account : AccountAgent
            The other side.

        Returns
        -------
        bool
            By default, when the vendor gains more by it than a year of selling to it costs.
        """
        return moves.take_back(self.model.world, account.slot)

    def invest(self, account: AccountAgent) -> Investment:
        """Decide what to put into a relationship.

        Parameters
        ----------
        account : AccountAgent
            The other side; see ``equipoise.sim.moves.VENDOR_SEES`` for the columns of ``account.row`` that a vendor can
            observe.

        Returns
        -------
        Investment
            By default the policy's levers, if the account passes its screen.
        """
        return moves.invest(self.model.world, account.slot)

    def terms(self, account: AccountAgent) -> Terms:
        """Propose support and commitment.

        Parameters
        ----------
        account : AccountAgent
            The other side.

        Returns
        -------
        Terms
            By default the best joint value, as the vendor estimates it.
        """
        return moves.vendor_terms(self.model.world, account.slot)

    def position(self, account: AccountAgent, terms: Terms) -> Position:
        """Decide how to open and where to stop.

        Parameters
        ----------
        account : AccountAgent
            The other side.
        terms : Terms
            The terms on the table.

        Returns
        -------
        Position
            By default the Nash point of its own estimate, held up by the policy's bluff.
        """
        return moves.vendor_position(self.model.world, account.slot, terms)

    def answer_demand(self, account: AccountAgent, asked: float) -> float:
        """Decide what part of a demand to grant.

        Parameters
        ----------
        account : AccountAgent
            The other side.
        asked : float
            Worth of what it asks for, money.

        Returns
        -------
        float
            In [0, 1]; by default what maximises expected utility.
        """
        return moves.answer_demand(self.model.world, account.slot, asked)


class AccountAgent(mesa.Agent):
    """An account in a relationship with the vendor; a new one joins when a slot is won.

    Parameters
    ----------
    model : RelationshipModel
        The model that it lives in.
    slot : int
        Its slot.
    name : str
        Its name in the scenario, or slot and number.
    """

    model: RelationshipModel

    def __init__(self, model: RelationshipModel, slot: int, name: str, **kwargs: Any) -> None:
        super().__init__(model, **kwargs)
        self.slot = slot
        self.name = name

    @property
    def row(self) -> np.record:
        """A copy of its row and the relationship's; columns as in ``equipoise.sim.state.COLUMNS``."""
        row: np.record = side_by_side(self.model.world, self.slot)[0]
        return row

    def come_back(self) -> bool:
        """Decide whether to come back after a breakdown.

        Returns
        -------
        bool
            By default, when the vendor is worth more to it than the rival that it tried, all costs of a return counted.
        """
        return moves.come_back(self.model.world, self.slot)

    def sign_charter(self) -> bool:
        """Decide whether to sign a charter that the vendor offers, or to stay in the one in force.

        Returns
        -------
        bool
            By default True: any account may sign.
        """
        return moves.sign_charter(self.model.world, self.slot)

    def effort(self) -> float:
        """Decide how much effort to put into a charter.

        Returns
        -------
        float
            In [0, 1]; by default its orientation.
        """
        return moves.effort(self.model.world, self.slot)

    def terms(self) -> Terms:
        """Propose support and commitment.

        Returns
        -------
        Terms
            By default the best joint value, by its beliefs.
        """
        return moves.account_terms(self.model.world, self.slot)

    def position(self, terms: Terms) -> Position:
        """Decide how to open and where to stop.

        Parameters
        ----------
        terms : Terms
            The terms on the table.

        Returns
        -------
        Position
            By default the Nash point with the vendor that it believes to face.
        """
        return moves.account_position(self.model.world, self.slot, terms)

    def demand(self) -> float:
        """Decide what to ask for, free, on an occasion between renewals.

        Returns
        -------
        float
            Worth, money; 0 asks for nothing.
        """
        return moves.demand(self.model.world, self.slot)

    def buy(self, quote: float) -> Purchase:
        """Decide what to buy at a rival's quote, and whether to leave for good.

        Parameters
        ----------
        quote : float
            The best rival quote, money a unit.

        Returns
        -------
        Purchase
            By default everything uncommitted that is cheaper elsewhere, all things counted.
        """
        return moves.buy(self.model.world, self.slot, quote)
