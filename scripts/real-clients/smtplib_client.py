"""Sends mails by one connection of smtplib, and prints the first error as JSON."""
import json, smtplib, sys

port, mails, patience, login = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), sys.argv[4] == "login"
sent, error, smtp = 0, None, None


def connect():
    smtp = smtplib.SMTP("127.0.0.1", port, timeout=patience)
    if login:
        smtp.login("shop", "secret")
    return smtp


for n in range(1, mails + 1):
    head = f"From: shop@example.com\nTo: ann@example.com\nSubject: Mail {n}\nMessage-ID: <mail-{n}@example.com>\n"
    try:
        smtp = smtp or connect()
        smtp.sendmail("shop@example.com", ["ann@example.com"], f"{head}\nIt works.\n")
        sent += 1
    except (smtplib.SMTPException, OSError) as thrown:
        error = error or f"{type(thrown).__name__}: {thrown}"
        if not isinstance(thrown, smtplib.SMTPResponseException):
            smtp = None
if smtp is not None:
    try:
        smtp.quit()
    except (smtplib.SMTPException, OSError):
        pass
print(json.dumps({"sent": sent, "error": error}))
