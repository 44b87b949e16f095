"""What columns of usual exports are called, by what they hold; the first of several names of a column is preferred."""

from __future__ import annotations

ALIASES: dict[str, tuple[str, ...]] = {
    "account": (
        "account name", "account", "customer name", "customer", "client name", "client", "company name", "company",
        "organisation name", "organization name", "organisation", "organization", "sold to party name", "sold to name",
        "bill to name", "buyer", "associated company", "primary company", "potential customer", "kundenname", "kunde",
        "debitorenname", "debitor name", "debitor", "firma", "firmenname", "auftraggeber", "name 1", "name1", "cliente",
        "klant", "compte", "nom du client", "raison sociale", "geschaeftspartner", "business partner", "name",
        "kunde name", "name des kunden", "endkunde", "name des geschaeftspartners", "regulierer", "warenempfaenger",
        "rechnungsempfaenger", "parent customer", "account full name", "unternehmen", "unternehmensname",
        "geschaeftspartnername", "customer account", "ship to name", "name of sold to party", "name of customer",
        "bill to customer", "sold to customer", "bill to", "customer company", "invoice partner display name",
    ),
    "account_id": (
        "account id", "customer id", "customer number", "customer no", "client id", "company id", "sold to party",
        "sold to", "kundennummer", "kundennr", "kunden nr", "kd nr", "debitorennummer", "debitor nr", "konto",
        "account number", "customer code", "kundennummer sap", "auftraggebernummer", "geschaeftspartnernummer",
        "bp number", "kunden id", "personenkonto", "debitorenkonto", "kdnr", "kd nummer", "customer account number",
        "debtor number",
    ),
    "amount": (
        "amount", "net amount", "invoice amount", "amount net", "line total", "net value", "revenue", "net revenue",
        "sales", "net sales", "turnover", "invoiced", "billed", "close value", "actual value", "actual revenue",
        "deal value", "deal amount", "amount in company currency", "value", "total", "invoice total", "umsatz",
        "nettoumsatz", "umsatz netto", "betrag", "nettobetrag", "betrag netto", "rechnungsbetrag", "netto", "nettowert",
        "fakturawert", "amount in local currency", "amount in lc", "betrag in hauswaehrung", "montant", "montant ht",
        "importe", "bedrag", "chiffre d affaires", "sales amount", "net sales amount", "fakturierter umsatz",
        "nettoerloes", "erloes", "erloese", "verkaufserloes", "rechnungswert", "nettofakturawert", "umsatzerloese",
        "net invoice value", "billed amount", "invoiced amount", "extended amount", "umsatz hauswaehrung",
        "nettorechnungsbetrag", "net value of billing item", "line amount", "positionswert", "positionswert netto",
        "zeilenbetrag", "total net", "net", "net total", "order value", "billings", "untaxed amount",
        "untaxed amount signed",
    ),
    "annual": (
        "annual", "arr", "arr amount", "annual recurring revenue", "acv", "annual contract value", "revenue a year",
        "revenue per year", "yearly revenue", "jahresumsatz", "umsatz pro jahr", "umsatz letztes jahr",
        "annual revenue from customer", "annualised revenue", "annualized revenue", "umsatz im jahr",
        "umsatz 12 monate", "umsatz der letzten 12 monate", "revenue last 12 months", "last twelve months revenue",
        "ltm revenue", "annual spend", "spend per year", "umsatz jahr", "jahresumsatz netto", "nettojahresumsatz",
        "umsatz lfd jahr", "umsatz laufendes jahr", "umsatz im laufenden jahr", "umsatz aktuelles jahr",
        "revenue this year", "current year revenue", "revenue current year", "annual value", "revenue p a",
        "turnover p a", "umsatz p a", "annual revenue with us",
    ),
    "monthly": (
        "mrr", "mrr amount", "monthly recurring revenue", "monthly charges", "monthly revenue", "monatsumsatz",
        "monatlicher umsatz", "umsatz pro monat", "monthly fee", "monatliche gebuehr", "monthly spend",
    ),
    "total_value": (
        "tcv", "total contract value", "contract value", "contract amount", "vertragswert", "vertragsvolumen",
        "auftragswert", "gesamtvertragswert", "gesamter vertragswert", "auftragssumme",
    ),
    "quantity": (
        "quantity", "qty", "units", "seats", "licences", "licenses", "menge", "anzahl", "stueck", "stueckzahl",
        "billed quantity", "invoiced quantity", "billing quantity", "fakturierte menge", "lizenzen", "number of units",
        "number of seats", "absatz", "absatzmenge", "verkaufte menge",
    ),
    "list_price": (
        "list price", "listprice", "catalogue price", "catalog price", "standard price", "listenpreis", "katalogpreis",
        "preis laut liste", "listenpreis netto", "gross list price", "rrp",
    ),
    "unit_price": (
        "unit price", "price", "sales price", "price per unit", "net price", "einzelpreis", "stueckpreis", "preis",
        "selling price", "nettopreis", "verkaufspreis", "preis pro stueck", "preis je einheit", "preis je stueck",
    ),
    "price_to_list": (
        "price to list", "price index", "price vs list", "price against list", "preis zu liste", "price to list price",
        "price of list", "price relative to list", "price as share of list", "preis gegen liste",
        "preis gegen listenpreis", "preis zum listenpreis", "preis zu listenpreis", "preisindex",
        "preis im verhaeltnis zur liste", "preisniveau",
    ),
    "discount": (
        "discount", "rabatt", "discount rate", "average discount", "discount off list", "rabattsatz", "nachlass",
        "preisnachlass", "rabatt auf liste", "durchschnittlicher rabatt",
    ),
    "cost": (
        "cost", "costs", "cogs", "cost of goods sold", "cost of sales", "total cost", "kosten", "wareneinsatz",
        "herstellkosten", "einstandswert", "einstand", "goods cost", "warenkosten", "herstellungskosten",
        "cost of revenue", "cost of goods",
    ),
    "margin": (
        "margin", "gross margin", "gross profit percent", "marge", "rohmarge", "bruttomarge", "handelsspanne",
        "rohertrag percent", "rohgewinn percent", "rohertragsquote", "gross margin rate", "gross margin percentage",
        "margin percent", "margin rate", "gross margin ratio", "bruttospanne", "rohertragsmarge", "rohgewinnmarge",
        "margensatz", "handelsmarge",
    ),
    "contribution": (
        "contribution", "contribution margin", "deckungsbeitrag percent", "db percent", "deckungsbeitragsquote",
        "contribution margin ratio", "contribution ratio", "contribution margin percent", "deckungsgrad",
        "deckungsbeitragsmarge", "db quote", "db marge",
    ),
    "gross_profit": (
        "gross profit", "rohertrag", "rohgewinn", "gross profit amount", "bruttogewinn", "bruttoertrag",
        "rohertrag absolut",
    ),
    "contribution_amount": (
        "deckungsbeitrag", "db", "contribution margin amount", "contribution amount", "deckungsbeitrag absolut",
        "deckungsbeitrag betrag",
    ),
    "support_cost": (
        "support cost", "service cost", "cost to serve", "support costs", "service costs", "servicekosten",
        "supportkosten", "betreuungskosten", "support and service cost", "service expenses", "serviceaufwand",
        "supportaufwand", "betreuungsaufwand", "kundendienstkosten", "kosten fuer service", "kosten fuer support",
        "servicing cost", "account service cost", "kosten der betreuung",
    ),
    "date": (
        "date", "invoice date", "billing date", "close date", "closed date", "actual close date", "posting date",
        "document date", "order date", "transaction date", "booking date", "period", "rechnungsdatum", "belegdatum",
        "buchungsdatum", "fakturadatum", "leistungsdatum", "datum", "periode", "zeitraum", "date de facture", "fecha",
        "date of invoice", "closing date", "datum der rechnung", "abschlussdatum", "fakturatag", "belegtag",
        "buchungstag", "snapshot date", "snapshot", "as of date", "as of", "stichtag", "report date", "reporting date",
        "reporting period", "issue date", "date issued", "doc date", "date facture", "invoice bill date", "won time",
    ),
    "quarter": (
        "quarter", "quartal", "trimestre", "calendar quarter", "year quarter", "kalenderquartal", "jahresquartal",
    ),
    "month": (
        "month", "monat", "mois", "mes", "calendar month", "year month", "kalendermonat", "buchungsmonat",
        "abrechnungsmonat", "snapshot month", "reporting month", "calendar year month", "cal year month",
    ),
    "year": ("year", "jahr", "annee", "calendar year", "kalenderjahr"),
    "stage": (
        "stage", "stage name", "deal stage", "opportunity stage", "sales stage", "phase", "verkaufsphase",
        "status reason", "opportunity status", "deal status", "pipeline stage", "vertriebsphase",
        "verkaufschance phase", "phase der verkaufschance", "dealphase", "pipeline phase",
    ),
    "won": ("is won", "won", "is closed won", "gewonnen", "closed won", "auftrag gewonnen", "is deal won"),
    "status": (
        "status", "account status", "contract status", "subscription status", "state", "kundenstatus", "vertragsstatus",
        "customer status", "kontostatus", "abo status", "status des kunden", "status des vertrags",
    ),
    "ended": (
        "churn flag", "churned", "churn", "ended", "cancelled", "canceled", "gekuendigt", "is churned", "is cancelled",
        "terminated", "beendet", "abgewandert",
    ),
    "ended_on": (
        "churn date", "cancelled at", "cancellation date", "kuendigungsdatum", "churned at", "churned on", "ended on",
        "end of relationship", "termination date", "kuendigung zum", "gekuendigt am", "gekuendigt zum", "beendet am",
    ),
    "start": (
        "contract start", "contract start date", "start date", "start", "valid from", "subscription start",
        "contract begin", "current period start", "vertragsbeginn", "vertragsstart", "beginn", "gueltig ab",
        "laufzeitbeginn", "effective date", "start of contract", "service start", "vertragsanfang",
        "beginn des vertrags", "laufzeit von", "abo beginn", "beginn der laufzeit", "startdatum",
    ),
    "end": (
        "contract end", "contract end date", "end date", "end", "valid to", "valid until", "expiry date",
        "expiration date", "expiry", "renewal date", "renewal", "next renewal", "subscription end",
        "current period end", "vertragsende", "gueltig bis", "laufzeitende", "ende", "verlaengerung", "contract expiry",
        "contract expiration date", "contract expires", "end of contract", "service end", "ablaufdatum",
        "ende des vertrags", "laufzeit bis", "vertrag bis", "vertragsablauf", "ende der laufzeit", "enddatum",
        "naechste verlaengerung", "verlaengerungsdatum", "verlaengerung am", "contract renewal date",
        "contract renewal",
    ),
    "term_months": (
        "contract term", "contract term months", "term months", "term in months", "contract months",
        "contract length months", "laufzeit monate", "laufzeit in monaten", "vertragslaufzeit monate",
        "subscription term", "vertragsdauer monate", "vertragsdauer in monaten", "vertragslaufzeit in monaten",
        "dauer in monaten", "contract duration months",
    ),
    "contract_years": (
        "contract years", "term years", "contract length years", "laufzeit jahre", "laufzeit in jahren",
        "contract length", "length of contract", "contract duration", "vertragslaufzeit", "laufzeit",
        "contract term years", "term in years", "vertragslaufzeit jahre", "vertragslaufzeit in jahren", "vertragsdauer",
        "vertragsdauer jahre", "vertragsdauer in jahren", "vertragsjahre",
    ),
    "contract_left": (
        "contract left", "years left", "contract years left", "restlaufzeit jahre", "remaining contract years",
        "remaining term years", "years to renewal", "restlaufzeit in jahren", "jahre bis zur verlaengerung",
        "remaining years",
    ),
    "since": (
        "customer since", "client since", "account since", "since", "kunde seit", "kundenbeginn", "first order date",
        "became a customer date", "customer from", "client from", "relationship since", "first purchase date",
        "first invoice date", "first purchase", "kunde ab", "kundschaft seit", "geschaeftsbeziehung seit",
        "beziehung seit", "erstkauf", "erste rechnung", "erster auftrag", "erstauftrag", "erstes kaufdatum",
        "customer acquisition date",
    ),
    "customer_years": (
        "customer years", "years as customer", "years a customer", "kundenjahre", "years of relationship",
        "relationship years", "years with us", "jahre als kunde", "dauer der kundenbeziehung", "jahre kunde",
        "kunde seit jahren",
    ),
    "share_of_wallet": (
        "share of wallet", "wallet share", "lieferanteil", "share of spend", "share of purchases", "share of demand",
        "share of requirements", "share of customer spend", "anteil am bedarf", "bedarfsanteil", "anteil am einkauf",
        "anteil am einkaufsvolumen", "einkaufsanteil", "bedarfsdeckung", "share of need", "bezugsanteil",
    ),
    "bound": (
        "bound", "committed share", "share bound by contract", "vertraglich gebunden", "share under contract",
        "contracted share", "committed share of purchases", "bound share", "gebunden", "gebundener anteil",
        "vertraglich gebundener anteil", "vertragsgebundener anteil", "abnahmeverpflichtung", "mindestabnahme anteil",
    ),
    "alternatives": (
        "alternatives", "other suppliers", "alternativen", "number of alternatives", "competing suppliers",
        "rival suppliers", "andere lieferanten", "andere anbieter", "alternative anbieter", "alternative lieferanten",
        "ausweichmoeglichkeiten",
    ),
    "relationship": (
        "relationship", "relationship score", "beziehung", "relationship level", "closeness", "buy sell hierarchy",
        "hierarchy level", "level of relationship", "relationship strength", "naehe", "kundenbeziehung",
        "beziehungsstufe", "beziehungsniveau", "beziehungsqualitaet", "qualitaet der beziehung",
    ),
    "contacts": (
        "contacts", "number of contacts", "ansprechpartner", "contact count", "number of people", "people in contact",
        "kontakte", "anzahl kontakte", "anzahl ansprechpartner", "zahl der ansprechpartner",
    ),
    "contacts_staff": (
        "contacts staff", "staff contacts", "contacts operational", "operational contacts", "contacts working level",
        "working level contacts", "kontakte fachebene", "ansprechpartner fachebene", "kontakte arbeitsebene",
    ),
    "contacts_managers": (
        "contacts managers", "contacts manager", "manager contacts", "contacts management", "management contacts",
        "kontakte abteilungsleitung", "ansprechpartner abteilungsleitung", "kontakte leitung",
    ),
    "contacts_directors": (
        "contacts directors", "contacts director", "director contacts", "kontakte bereichsleitung",
        "ansprechpartner bereichsleitung",
    ),
    "contacts_board": (
        "contacts board", "board contacts", "contacts executives", "executive contacts", "contacts c level",
        "c level contacts", "kontakte vorstand", "ansprechpartner vorstand", "kontakte geschaeftsfuehrung",
        "ansprechpartner geschaeftsfuehrung",
    ),
    "contact_levels": (
        "contact levels", "levels of contacts", "contacts by level", "contacts per level", "kontakte je ebene",
        "ansprechpartner je ebene", "ebenen der kontakte", "kontaktebenen",
    ),
    "cost_to_replace": (
        "cost to replace", "cost without us", "cost of replacing us", "replacement cost", "cost of replacement",
        "cost without the vendor", "kosten ohne uns", "ersatzkosten", "kosten des ersatzes", "kosten ohne lieferant",
    ),
    "its_margin": (
        "its margin", "margin of the account", "customer margin", "account margin", "margin of customer",
        "customers own margin", "customers margin", "marge des kunden", "kundenmarge", "eigene marge des kunden",
    ),
    "reference": (
        "reference customer", "is reference", "referenzkunde", "is reference customer", "named as reference",
        "may be named as reference", "reference account", "als referenz", "referenz nutzbar", "ist referenz",
    ),
    "opens": (
        "opens", "opens market", "market entry", "market opened", "opens the market", "opens new market",
        "oeffnet markt", "oeffnet den markt", "erschliesst markt", "erschliesst den markt", "markteintritt",
        "zugang zu markt",
    ),
    "type": (
        "type of buyer", "orientation type", "buyer type", "orientation", "partner or bargain", "kaeufertyp",
        "einkaufshaltung", "haltung", "art des kaeufers", "partner oder preis",
    ),
    "currency": (
        "currency", "currency iso code", "currency code", "deal currency", "document currency", "waehrung",
        "waehrungskennzeichen", "wkz umsatz", "wkz", "devise", "transaction currency", "company currency",
        "belegwaehrung", "hauswaehrung", "waehrungscode", "waehrungsschluessel", "curr",
    ),
    "document": (
        "invoice", "invoice no", "invoice number", "invoice id", "billing document", "document number",
        "opportunity id", "deal id", "order id", "order number", "transaction id", "subscription id", "record id",
        "rechnungsnummer", "rechnung", "rechnungs nr", "rechnungsnr", "belegnummer", "belegnr", "beleg", "belegfeld 1",
        "auftragsnummer", "invoice document", "sales document", "sales order", "sales order number", "order no",
        "document no", "bill no", "fakturanummer", "faktura", "rechnungsbeleg", "verkaufsbeleg", "auftrag",
        "auftrags nr", "auftragsnr",
    ),
    "document_type": (
        "document type", "invoice type", "billing type", "transaction type", "belegart", "vorgangsart", "fakturaart",
        "billing document type", "sales document type", "belegtyp", "fakturatyp", "rechnungsart", "auftragsart",
        "art des belegs",
    ),
    "side": ("soll haben kennzeichen", "soll haben kz", "soll haben", "s h", "debit credit", "debit credit indicator"),
}  # fmt: skip
"""By field; headers are compared without case, accents, blanks and marks, and without a unit in brackets."""

SHARES = frozenset({
    "price_to_list", "discount", "margin", "contribution", "share_of_wallet", "bound", "its_margin", "reference",
})  # fmt: skip
"""Fields that are shares of 1; per cent in a header changes nothing of them, and makes no money of any other."""

MONEY = frozenset({
    "amount", "annual", "monthly", "total_value", "list_price", "unit_price", "cost", "gross_profit", "support_cost",
    "cost_to_replace", "contribution_amount",
})  # fmt: skip
"""Fields that are amounts of money."""

IN_MONEY = {"margin": "gross_profit", "contribution": "contribution_amount"}
"""Fields that are shares, and what the same is called in money."""

REVENUE = frozenset({"amount", "annual", "monthly", "total_value", "unit_price"})
"""Fields by which a row comes to an amount."""

OWN_TURNOVER = frozenset({"company revenue", "jahresumsatz des kunden", "umsatz des kunden"})
"""What customer lists call the customer's own turnover, most of the time."""

EITHER = frozenset({"annual revenue", "annual sales", "total revenue", "customer revenue"})
"""What they call the customer's own turnover, or what it pays: its name does not tell, what stands beside it may."""

OF_A_MONTH = frozenset({
    "monthly revenue", "monatsumsatz", "monatlicher umsatz", "umsatz pro monat", "monthly spend", "monthly charges",
})  # fmt: skip
"""Names of what a month brings that are amounts of that month, and no rate, where a date stands beside them."""

OF_THIS_YEAR = frozenset({
    "umsatz lfd jahr", "umsatz laufendes jahr", "umsatz im laufenden jahr", "umsatz aktuelles jahr",
    "revenue this year", "current year revenue", "revenue current year",
})  # fmt: skip
"""Names of a year's revenue that may be of a year that is not over."""

DEALINGS = frozenset({
    "margin", "contribution", "gross_profit", "contribution_amount", "cost", "support_cost", "share_of_wallet",
    "price_to_list", "discount",
})  # fmt: skip
"""Fields of what is earned with a customer: a year's revenue beside them is what it pays."""

TAX = frozenset(
    {"tax", "taxes", "vat", "mwst", "ust", "umsatzsteuer", "mehrwertsteuer", "steuer", "tva", "iva", "gst", "moms"}
)
"""Words of headers of taxes."""

CREDITS = ("credit", "gutschrift", "storno", "refund", "avoir", "rechnungskorrektur")
"""Words in the type of a document by which it is a credit note."""

OVER = (
    "churn", "cancel", "inactive", "closed", "terminated", "expired", "lost", "former", "gekuendigt", "inaktiv",
    "beendet", "supersed", "replaced", "ersetzt",
)  # fmt: skip
"""Parts of a status by which what a row is of has ended."""

YES, NO = frozenset({"yes", "y", "true", "1", "ja", "x", "oui"}), frozenset({"no", "n", "false", "0", "nein", "non"})
"""Words of cells that say whether something is so."""

IN_MONTHS = {"contract_years": "term_months"}
"""Fields in years, and what the same is called in months."""

LENGTHS = frozenset({"term", "duration", "length", "dauer"})
"""Names of how long contracts are, where years or months stand in brackets."""

IN_YEARS = frozenset({"contract_years", "contract_left", "customer_years"})
"""Fields in years; columns of months hold none of them."""

TRADE = frozenset({"sector", "industry", "branche"})
"""Columns of what trade a customer is in, which sellers note, too."""

PROFILE = TRADE | frozenset({
    "employees", "number of employees", "mitarbeiter", "year established", "office location", "subsidiary of",
    "headquarters", "founded",
})  # fmt: skip
"""Columns of what a customer is like; a column called revenue beside them may be its own."""

OF_CONTRACTS = frozenset({
    "arr", "arr amount", "annual recurring revenue", "acv", "annual contract value", "mrr", "mrr amount",
    "monthly recurring revenue", "monthly fee", "monatliche gebuehr",
})  # fmt: skip
"""Names of what contracts bring, and accounts without one do not."""
