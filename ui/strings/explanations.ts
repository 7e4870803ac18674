/** What the codes and words of SMTP mean, in a sentence each. */

type Meanings<Key extends string | number> = Readonly<Partial<Record<Key, string>>>

/** Reply codes: RFC 5321, section 4.2, with those of RFC 3207, 4954 and 7504. */
export const CODES: Meanings<number> = {
  211: 'The server tells how it is doing.',
  214: 'The server answers a call for help.',
  220: 'The server is ready: the client may go on.',
  221: 'The server says goodbye and closes the connection.',
  235: 'The login was accepted.',
  251: 'The recipient is not here; the server passes the mail on.',
  252: 'The server cannot tell whether the address exists, and would take a mail for it.',
  334: 'The next step of the login. In Base64 the server asks:',
  354: 'Waiting for the mail; a line with a lone dot ends it.',
  421: 'The server cannot serve now and closes the connection. The client may come back later.',
  432: 'This user needs a new password first.',
  450: 'The mailbox cannot be used now: busy, or held back on purpose (greylisting). Try again later.',
  451: 'Something failed within the server. Try again later; the mail itself may be fine.',
  452: 'The server has no room, or takes no more recipients at once. Send the rest later.',
  454: 'The login or TLS cannot be offered for now. Try again later.',
  455: 'The server cannot handle one of the parameters for now.',
  500: 'The server does not know this command, or the line is too long.',
  501: 'The command is known, but what follows it is not written as it should be.',
  502: 'The command is known and not offered here.',
  503: 'The command came at the wrong time: another one has to come first.',
  504: 'The command is known, but not with this parameter.',
  521: 'This host takes no mail at all.',
  523: 'The mail is larger than the recipient takes.',
  530: 'The server wants a login, or TLS, before this command.',
  534: 'This way of logging in is too weak for the server.',
  535: 'The login was refused: user or password are wrong, or this user may not send.',
  538: 'This way of logging in needs TLS: STARTTLS first.',
  550: 'The mailbox cannot be used: it does not exist, or takes no mail from here. Trying again will not help.',
  551: 'The recipient is not here, and the server does not pass mail on.',
  552: 'The mail is too large, or the mailbox is full.',
  553: 'The address is malformed, or not one that may be used here.',
  554: 'The mail or the whole session was refused. Trying the same again will not help.',
  555: 'The server does not know a parameter of MAIL FROM or RCPT TO.',
  556: 'The domain of the recipient takes no mail.',
}

/** The first figure of an enhanced status code (RFC 3463). */
export const CLASSES: Meanings<string> = {
  2: 'success',
  4: 'temporary: a later try may succeed',
  5: 'permanent: trying again will not help',
}

/** The second figure: what it is about. */
export const SUBJECTS: Meanings<string> = {
  1: 'Something is wrong with an address',
  2: 'Something is wrong with the mailbox',
  3: 'Something is wrong with the mail system',
  4: 'Something is wrong with the network or the route',
  5: 'Something is wrong with the commands',
  6: 'Something is wrong with the content of the mail',
  7: 'Refused by a security or policy rule',
}

/** The second and the third figure together. */
export const DETAILS: Meanings<string> = {
  '1.1': 'Bad destination mailbox address: there is no such mailbox',
  '1.2': 'Bad destination system: the domain does not exist or takes no mail',
  '1.3': 'Bad destination address syntax: it is not written as an address',
  '1.4': 'The recipient is ambiguous: several mailboxes fit',
  '1.6': 'The mailbox has moved and left no new address',
  '1.7': "Bad sender's address syntax",
  '1.8': "Bad sender's system address: its domain does not exist",
  '1.10': 'The domain of the recipient has declared that it takes no mail (null MX)',
  '2.1': 'The mailbox is disabled',
  '2.2': 'The mailbox is full',
  '2.3': 'The mail is larger than this mailbox takes',
  '2.4': 'The mailing list could not be expanded',
  '3.1': 'The mail system is full',
  '3.2': 'The system takes no mail now',
  '3.4': 'The mail is larger than this system takes',
  '3.5': 'The system is not set up rightly',
  '4.1': 'The host of the recipient does not answer',
  '4.2': 'Bad connection: it broke, or was ended',
  '4.4': 'No route to the host was found',
  '4.5': 'The mail system is congested',
  '4.6': 'The mail goes round in a loop',
  '4.7': 'The delivery time expired',
  '5.1': 'Invalid command: unknown, or at the wrong time',
  '5.2': 'Syntax error: the command cannot be understood',
  '5.3': 'Too many recipients',
  '5.4': 'Invalid command arguments',
  '6.1': 'This kind of content is not supported',
  '6.3': 'The content would have to be converted, and cannot be',
  '6.7': 'The address has letters beyond ASCII, and SMTPUTF8 was not declared',
  '7.1': 'Delivery not authorised: the sender may not send this here',
  '7.4': 'A security feature is not supported',
  '7.5': 'A cryptographic check failed',
  '7.8': 'The credentials are invalid: wrong user or password',
  '7.9': 'This way of logging in is too weak',
  '7.10': 'Encryption is needed',
  '7.11': 'This way of logging in needs encryption: STARTTLS first',
  '7.13': 'The account is disabled',
  '7.20': 'The mail carries no passing DKIM signature',
  '7.23': 'SPF does not allow this host to send for the domain',
  '7.25': 'The host of the client has no proper reverse DNS entry',
  '7.26': 'Several authentication checks failed',
  '7.30': 'The server cannot promise the TLS that the sender requires (REQUIRETLS)',
}

/** Commands: RFC 5321 and its extensions. */
export const VERBS: Meanings<string> = {
  HELO: 'The old hello: the client gives its name and asks for no extensions.',
  EHLO: 'The client gives its name and asks what the server offers.',
  STARTTLS: 'From here on the client wants to speak encrypted.',
  AUTH: 'The client logs in.',
  MAIL: 'A new mail begins. Bounces go to this address; readers do not see it.',
  RCPT: 'A recipient. These decide who gets the mail, not To and Cc.',
  DATA: 'All recipients are named; now comes the mail itself.',
  BDAT: 'A piece of the mail, with its size said beforehand.',
  RSET: 'The client gives up the mail that it began and starts anew.',
  NOOP: 'Nothing: to see whether the connection still stands.',
  VRFY: 'The client asks whether an address exists.',
  EXPN: 'The client asks who is on a mailing list.',
  HELP: 'The client asks for help.',
  QUIT: 'The client is done and says goodbye.',
  GET: 'This is HTTP, not SMTP.',
  POST: 'This is HTTP, not SMTP.',
}

/** What the answer to EHLO offers. */
export const KEYWORDS: Meanings<string> = {
  PIPELINING: 'several commands may be sent without waiting for each reply',
  '8BITMIME': 'the mail may hold bytes beyond ASCII',
  SMTPUTF8: 'addresses and headers may hold letters beyond ASCII',
  ENHANCEDSTATUSCODES: 'replies carry a finer code such as 5.1.1',
  DSN: 'the sender may choose which delivery reports it wants',
  SIZE: 'the largest mail that is taken, in bytes',
  STARTTLS: 'the client may switch to TLS',
  AUTH: 'the client may log in, in one of these ways',
  REQUIRETLS: 'the client may insist on TLS all the way to the recipient',
  CHUNKING: 'the mail may come in pieces (BDAT)',
}
