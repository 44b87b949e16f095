"""What columns of usual exports are called, by what they hold; the first of several names of a column is preferred."""

from __future__ import annotations

ALIASES: dict[str, tuple[str, ...]] = {
    "account": (
        "account name", "account", "customer name", "customer", "client name", "client", "company name", "company",
        "organisation name", "organization name", "organisation", "organization", "sold to party name", "sold to name",
        "bill to name", "buyer", "associated company", "primary company", "potential customer", "kundenname", "kunde",
        "debitorenname", "debitor name", "debitor", "firma", "firmenname", "auftraggeber", "name 1", "name1", "cliente",
        "klant", "compte", "nom du client", "raison sociale", "geschaeftspartner", "business partner", "name",
    ),
    "account_id": (
        "account id", "customer id", "customer number", "customer no", "client id", "company id", "sold to party",
        "sold to", "kundennummer", "kundennr", "kunden nr", "kd nr", "debitorennummer", "debitor nr", "konto",
    ),
    "amount": (
        "amount", "net amount", "invoice amount", "amount net", "line total", "net value", "revenue", "net revenue",
        "sales", "net sales", "turnover", "invoiced", "billed", "close value", "actual value", "actual revenue",
        "deal value", "deal amount", "amount in company currency", "value", "total", "invoice total", "umsatz",
        "nettoumsatz", "umsatz netto", "betrag", "nettobetrag", "betrag netto", "rechnungsbetrag", "netto", "nettowert",
        "fakturawert", "amount in local currency", "amount in lc", "betrag in hauswaehrung", "montant", "montant ht",
        "importe", "bedrag", "chiffre d affaires",
    ),
    "annual": (
        "annual", "arr", "arr amount", "annual recurring revenue", "acv", "annual contract value", "revenue a year",
        "revenue per year", "yearly revenue", "jahresumsatz", "umsatz pro jahr", "umsatz letztes jahr",
    ),
    "monthly": (
        "mrr", "mrr amount", "monthly recurring revenue", "monthly charges", "monthly revenue", "monatsumsatz",
        "monatlicher umsatz", "umsatz pro monat",
    ),
    "total_value": (
        "tcv", "total contract value", "contract value", "contract amount", "vertragswert", "vertragsvolumen",
        "auftragswert",
    ),
    "quantity": (
        "quantity", "qty", "units", "seats", "licences", "licenses", "menge", "anzahl", "stueck", "stueckzahl",
        "billed quantity",
    ),
    "list_price": (
        "list price", "listprice", "catalogue price", "catalog price", "standard price", "listenpreis", "katalogpreis",
    ),
    "unit_price": (
        "unit price", "price", "sales price", "price per unit", "net price", "einzelpreis", "stueckpreis", "preis",
    ),
    "price_to_list": ("price to list", "price index", "price vs list", "price against list", "preis zu liste"),
    "discount": ("discount", "rabatt"),
    "cost": (
        "cost", "costs", "cogs", "cost of goods sold", "cost of sales", "total cost", "kosten", "wareneinsatz",
        "herstellkosten", "einstandswert", "einstand",
    ),
    "margin": (
        "margin", "gross margin", "gross profit percent", "marge", "rohmarge", "bruttomarge", "handelsspanne",
        "rohertrag percent", "rohgewinn percent", "rohertragsquote",
    ),
    "contribution": (
        "contribution", "contribution margin", "deckungsbeitrag percent", "db percent", "deckungsbeitragsquote",
    ),
    "gross_profit": ("gross profit", "rohertrag", "rohgewinn"),
    "contribution_amount": ("deckungsbeitrag", "db"),
    "support_cost": (
        "support cost", "service cost", "cost to serve", "support costs", "service costs", "servicekosten",
        "supportkosten", "betreuungskosten",
    ),
    "date": (
        "date", "invoice date", "billing date", "close date", "closed date", "actual close date", "posting date",
        "document date", "order date", "transaction date", "booking date", "period", "rechnungsdatum", "belegdatum",
        "buchungsdatum", "fakturadatum", "leistungsdatum", "datum", "periode", "zeitraum", "date de facture", "fecha",
    ),
    "quarter": ("quarter", "quartal", "trimestre", "calendar quarter", "year quarter"),
    "month": ("month", "monat", "mois", "mes", "calendar month", "year month"),
    "year": ("year", "jahr", "annee", "calendar year"),
    "stage": (
        "stage", "stage name", "deal stage", "opportunity stage", "sales stage", "phase", "verkaufsphase",
        "status reason",
    ),
    "won": ("is won", "won", "is closed won", "gewonnen"),
    "status": (
        "status", "account status", "contract status", "subscription status", "state", "kundenstatus", "vertragsstatus",
    ),
    "ended": ("churn flag", "churned", "churn", "ended", "cancelled", "canceled", "gekuendigt"),
    "ended_on": ("churn date", "cancelled at", "cancellation date", "kuendigungsdatum"),
    "start": (
        "contract start", "contract start date", "start date", "start", "valid from", "subscription start",
        "contract begin", "current period start", "vertragsbeginn", "vertragsstart", "beginn", "gueltig ab",
        "laufzeitbeginn",
    ),
    "end": (
        "contract end", "contract end date", "end date", "end", "valid to", "valid until", "expiry date",
        "expiration date", "expiry", "renewal date", "renewal", "next renewal", "subscription end",
        "current period end", "vertragsende", "gueltig bis", "laufzeitende", "ende", "verlaengerung",
    ),
    "term_months": (
        "contract term", "contract term months", "term months", "term in months", "contract months",
        "contract length months", "laufzeit monate", "laufzeit in monaten", "vertragslaufzeit monate",
    ),
    "contract_years": (
        "contract years", "term years", "contract length years", "laufzeit jahre", "laufzeit in jahren",
        "contract length", "length of contract", "contract duration", "vertragslaufzeit", "laufzeit",
    ),
    "contract_left": ("contract left", "years left", "contract years left", "restlaufzeit jahre"),
    "since": (
        "customer since", "client since", "account since", "since", "kunde seit", "kundenbeginn", "first order date",
        "became a customer date",
    ),
    "customer_years": ("customer years", "years as customer", "years a customer", "kundenjahre"),
    "share_of_wallet": ("share of wallet", "wallet share", "lieferanteil"),
    "bound": ("bound", "committed share", "share bound by contract", "vertraglich gebunden"),
    "alternatives": ("alternatives", "other suppliers", "alternativen"),
    "relationship": ("relationship", "relationship score", "beziehung"),
    "contacts": ("contacts", "number of contacts", "ansprechpartner"),
    "cost_to_replace": ("cost to replace", "cost without us", "cost of replacing us"),
    "its_margin": ("its margin", "margin of the account", "customer margin"),
    "reference": ("reference customer", "is reference", "referenzkunde"),
    "opens": ("opens", "opens market", "market entry"),
    "type": ("type of buyer", "orientation type"),
    "currency": (
        "currency", "currency iso code", "currency code", "deal currency", "document currency", "waehrung",
        "waehrungskennzeichen", "wkz umsatz", "wkz", "devise",
    ),
    "document": (
        "invoice", "invoice no", "invoice number", "invoice id", "billing document", "document number",
        "opportunity id", "deal id", "order id", "order number", "transaction id", "subscription id", "record id",
        "rechnungsnummer", "rechnung", "rechnungs nr", "rechnungsnr", "belegnummer", "belegnr", "beleg", "belegfeld 1",
        "auftragsnummer",
    ),
    "document_type": (
        "document type", "invoice type", "billing type", "transaction type", "belegart", "vorgangsart", "fakturaart",
    ),
    "side": ("soll haben kennzeichen", "soll haben kz", "soll haben", "s h", "debit credit", "debit credit indicator"),
}  # fmt: skip
"""By field; headers are compared without case, accents, blanks and marks, and without a unit in brackets."""

SHARES = frozenset({
    "price_to_list", "discount", "margin", "contribution", "share_of_wallet", "bound", "its_margin", "reference",
})  # fmt: skip
"""Fields that are shares of 1; per cent in a header changes nothing of them, and makes no money of any other."""

OWN_TURNOVER = frozenset({
    "annual revenue", "annual sales", "company revenue", "total revenue", "customer revenue",
    "jahresumsatz des kunden", "umsatz des kunden",
})  # fmt: skip
"""What customer lists call the customer's own turnover, or what it pays: nobody can tell by the name."""

IN_MONTHS = {"contract_years": "term_months"}
"""Fields in years, and what the same is called in months."""

IN_YEARS = frozenset({"contract_years", "contract_left", "customer_years"})
"""Fields in years; columns of months hold none of them."""

PROFILE = frozenset({
    "sector", "industry", "employees", "number of employees", "branche", "mitarbeiter", "year established",
    "office location", "subsidiary of", "headquarters", "founded",
})  # fmt: skip
"""Columns of what a customer is like; a column called revenue beside them may be its own."""
