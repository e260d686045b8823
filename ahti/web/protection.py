"""Knows what a browser may do with our answers: load our own files only, guess no types, stand in no frame."""

# GraphiQL's dialogs write a style element of their own, its style sheet and CodeMirror carry fonts and images as data.
_CONTENT = b"; ".join(
    [
        b"default-src 'none'",
        b"script-src 'self'",
        b"style-src 'self' 'unsafe-inline'",
        b"img-src 'self' data:",
        b"font-src 'self' data:",
        b"connect-src 'self'",
        b"base-uri 'none'",
        b"form-action 'none'",
        b"frame-ancestors 'none'",
    ]
)
PROTECTION = (
    (b"content-security-policy", _CONTENT),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
)
