// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

namespace cordon {

// The only ways out for text that somebody else wrote (security.md, choke-point rule).

/// For one line of a table or label: C0, C1, bidirectional, zero-width, tag and other format
/// characters as visible tokens "⟦U+202E⟧", unusual spaces likewise, at most `limit` code points
/// and then "…". Runs of more than 30 combining marks are cut with a token. Idempotent.
[[nodiscard]] QString forCell(QStringView text, int limit = 256);
/// As forCell without the limit, line breaks kept: for a plain-text detail view.
[[nodiscard]] QString forDetail(QStringView text);
/// True where forCell would show something else than the text: the badge "hidden characters".
[[nodiscard]] bool hasHiddenCharacters(QStringView text);
/// One log line: as forCell, quotes and backslashes escaped, at most 4,000 characters.
[[nodiscard]] QString forLog(QStringView text);
/// One CSV field, quoted where RFC 4180 wants it, with a leading "'" where a spreadsheet would
/// read a formula (CWE-1236, security.md T23).
[[nodiscard]] QString forCsv(QStringView text);
/// HTML text or double-quoted attribute value; control characters as in forCell.
[[nodiscard]] QString forHtml(QStringView text);
/// Inline Markdown: every character with a meaning escaped; control characters as in forCell.
[[nodiscard]] QString forMarkdown(QStringView text);
/// One path segment of a URL, everything but unreserved characters percent-encoded; "." and ".."
/// included (security.md, finding 6).
[[nodiscard]] QByteArray forUrlSegment(QStringView text);

} // namespace cordon
