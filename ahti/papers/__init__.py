"""Papers: invoices, credit notes and letters as accessible PDFs (PDF/UA-1), in the reader's language."""
