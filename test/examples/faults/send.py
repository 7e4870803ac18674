"""Sends mail as an app should: what fails for now is tried again, what fails for good is not.

Reads a job as JSON from standard input, and prints what became of each mail.
"""
import json, smtplib, ssl, sys, time, uuid
from email.message import EmailMessage

# Seconds between the attempts. A real queue begins with minutes, and goes on for days.
PAUSES = [0.04, 0.24, 0.72]


class Connection:
    """Opened when it is needed, and kept until it fails."""

    def __init__(self, server):
        self.server, self.smtp = server, None

    def open(self):
        # Without a name of its own it would ask the DNS for one.
        name = "app.acme.example"
        smtp = smtplib.SMTP(self.server["host"], self.server["port"], name, timeout=self.server["timeout"])
        if self.server.get("starttls"):
            smtp.starttls(context=ssl.create_default_context(cadata=self.server["starttls"]))
        if self.server.get("login"):
            smtp.login(*self.server["login"])
        return smtp

    def send(self, sender, to, mail):
        """The recipients that have not got it, each with a code (0 for none) and a reason."""
        try:
            self.smtp = self.smtp or self.open()
            return self.smtp.sendmail(sender, to, mail.as_bytes())
        except smtplib.SMTPRecipientsRefused as error:
            return error.recipients
        except smtplib.SMTPResponseException as error:
            self.smtp = None if error.smtp_code == 421 else self.smtp
            return {address: (error.smtp_code, error.smtp_error) for address in to}
        except (smtplib.SMTPException, OSError) as error:
            # Without a reply nobody knows what became of it: it has to be tried again, by a new connection.
            self.smtp = None
            return {address: (0, str(error)) for address in to}

    def close(self):
        if self.smtp is not None:
            self.smtp.close()


def deliver(connection, job):
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = job["from"], ", ".join(job["to"]), job["subject"]
    # Made once: by it a recipient who gets two copies after all can tell that they are one mail.
    mail["Message-ID"] = f"<{uuid.uuid4()}@acme.example>"
    mail.set_content("Thank you.")
    failed, waiting = {}, job["to"]
    for pause in [*PAUSES, None]:
        answers = connection.send(job["from"], waiting, mail)
        for address, (code, reason) in answers.items():
            if code >= 500 or pause is None:
                text = reason.decode() if isinstance(reason, bytes) else reason
                failed[address] = f"{code} {text}" if code else text
        waiting = [address for address in answers if address not in failed]
        if not waiting or pause is None:
            break
        time.sleep(pause)
    return {"delivered": [address for address in job["to"] if address not in failed], "failed": failed}


job = json.load(sys.stdin)
connection = Connection(job["server"])
print(json.dumps([deliver(connection, mail) for mail in job["mails"]]))
connection.close()
