"""From a sender's file to a deposit: what is understood is taken, what is not is told row by row.

::

    Reading (blocks of texts) ──resolve──► our codes ──checks──► accepted ──► deposit ──► store
                                   │                     │
                                   └───── reasons ───────┴──► refused rows, ready to be mended and sent again

Each distinct text is looked up once; everything that is done for each row is done on whole arrays.
"""
