import logging

# WeasyPrint reports each step; `exports.pdf.pages` listens, the log of the site need not
logging.getLogger("weasyprint").setLevel(logging.ERROR)
logging.getLogger("weasyprint.progress").propagate = False
