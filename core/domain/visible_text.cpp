// SPDX-License-Identifier: Apache-2.0
#include "core/domain/visible_text.h"

#include "core/domain/hidden_characters.h"

#include <QUrl>

#include <algorithm>
#include <limits>

namespace cordon {

namespace {

using namespace Qt::StringLiterals;

/// Unicode's stream-safe limit: no real script needs more marks on one letter.
constexpr int kMostMarks = 30;
constexpr int kLogLimit = 4'000;
constexpr qsizetype kNoLimit = std::numeric_limits<qsizetype>::max();

constexpr QStringView kMarksToken = u"⟦marks⟧";

enum class Breaks { AsTokens, Kept };

/// Takes a hostile text apart into pieces that are safe to show: one character that looks like
/// what it is, or one token. Costs no more than what is asked for.
class VisiblePieces {
public:
    VisiblePieces(QStringView text, Breaks breaks) : m_text(text), m_breaks(breaks) {}

    [[nodiscard]] bool next()
    {
        while (m_at < m_text.size()) {
            const qsizetype from = m_at;
            const char32_t c = take();
            m_token = false;
            if (c >= 0x20 && c < 0x7f) {
                m_marks = 0;
                m_piece = m_text.sliced(from, 1);
                m_points = 1;
                return true;
            }
            if (c == U'\n' && m_breaks == Breaks::Kept) {
                return plain(from);
            }
            if (c == U'\r' && m_breaks == Breaks::Kept && m_at < m_text.size() && m_text[m_at] == u'\n') {
                continue;
            }
            if (isHiddenCharacter(c)) {
                return token(hiddenToken(c, m_buffer));
            }
            if (!isCombiningMark(c)) {
                return plain(from);
            }
            if (++m_marks <= kMostMarks) {
                m_piece = m_text.sliced(from, m_at - from);
                m_points = 1;
                return true;
            }
            if (m_marks == kMostMarks + 1) {
                m_piece = kMarksToken;
                m_points = kMarksToken.size();
                m_token = true;
                return true;
            }
        }
        return false;
    }

    [[nodiscard]] QStringView piece() const { return m_piece; }
    [[nodiscard]] qsizetype points() const { return m_points; }
    [[nodiscard]] bool isToken() const { return m_token; }

private:
    char32_t take()
    {
        const QChar first = m_text[m_at++];
        if (first.isHighSurrogate() && m_at < m_text.size() && m_text[m_at].isLowSurrogate()) {
            return QChar::surrogateToUcs4(first, m_text[m_at++]);
        }
        return first.unicode();
    }
    bool plain(qsizetype from)
    {
        m_marks = 0;
        m_piece = m_text.sliced(from, m_at - from);
        m_points = 1;
        return true;
    }
    bool token(QStringView text)
    {
        m_marks = 0;
        m_piece = text;
        m_points = text.size();
        m_token = true;
        return true;
    }

    QStringView m_text;
    Breaks m_breaks;
    qsizetype m_at = 0;
    int m_marks = 0;
    TokenBuffer m_buffer{};
    QStringView m_piece;
    qsizetype m_points = 0;
    bool m_token = false;
};

/// At most this much is looked at for one line: marks beyond the limit show nothing and could go
/// on for megabytes.
QStringView lookedAt(QStringView text, qsizetype limit)
{
    return text.first(std::min(text.size(), limit * 16));
}

/// `escape` turns one visible piece into what the target format wants.
template<class Escape>
QString render(QStringView text, Breaks breaks, qsizetype limit, Escape&& escape)
{
    QString out;
    out.reserve(std::min(text.size(), limit));
    VisiblePieces pieces(text, breaks);
    qsizetype points = 0;
    while (pieces.next()) {
        if (pieces.points() > limit - points) {
            out += u'…';
            break;
        }
        points += pieces.points();
        escape(out, pieces.piece());
    }
    return out;
}

void asIs(QString& out, QStringView piece)
{
    out += piece;
}

bool startsFormula(QChar c)
{
    static constexpr QStringView kStarts = u"=+-@＝＋－＠"; // TAB, CR and NUL are tokens by now
    return kStarts.contains(c);
}

/// Where a spreadsheet begins a new cell, whichever separator it was told.
bool endsCell(QChar c)
{
    return c == u',' || c == u';' || c == u'\n';
}

/// A "'" wherever a cell could begin with a formula, also behind blanks.
QString withoutFormulas(const QString& text)
{
    QString out;
    out.reserve(text.size() + 2);
    bool atStart = true;
    for (const QChar c : text) {
        if (atStart && startsFormula(c)) {
            out += u'\'';
        }
        atStart = endsCell(c) || (atStart && (c == u' ' || c == u'"'));
        out += c;
    }
    return out;
}

bool isMarkdownSign(QChar c)
{
    static constexpr QStringView kSigns = u"\\`*_{}[]<>#|~&$^!"; // no link opens without its bracket
    return kSigns.contains(c);
}

/// Signs that mean something only where a line begins, or behind a number, a scheme or "www".
bool isMarkdownSignHere(QChar c, QStringView before)
{
    if (c == u'-' || c == u'+' || c == u'=') {
        return before.isEmpty();
    }
    if (c == u':') { // "https:" and ":name:", but not 13:20
        return before.isEmpty() || !before.back().isDigit();
    }
    if (c != u'.') {
        return false;
    }
    const bool number = !before.isEmpty() && before.size() < 10 &&
                        std::all_of(before.begin(), before.end(), [](QChar b) { return b >= u'0' && b <= u'9'; });
    return number || before.last(std::min<qsizetype>(before.size(), 3)).compare(u"www", Qt::CaseInsensitive) == 0;
}

} // namespace

QString forCell(QStringView text, int limit)
{
    const qsizetype shown = std::max(limit, 0);
    const QStringView looked = lookedAt(text, shown);
    QString cell = render(looked, Breaks::AsTokens, shown, asIs);
    if (looked.size() < text.size() && !cell.endsWith(u'…')) {
        cell += u'…';
    }
    return cell;
}

QString forDetail(QStringView text)
{
    return render(text, Breaks::Kept, kNoLimit, asIs);
}

bool hasHiddenCharacters(QStringView text)
{
    VisiblePieces pieces(text, Breaks::AsTokens);
    while (pieces.next()) {
        if (pieces.isToken()) {
            return true;
        }
    }
    return false;
}

QString forLog(QStringView text)
{
    qsizetype room = kLogLimit - 1; // one kept for the sign that something is missing
    bool full = false;
    const QStringView looked = lookedAt(text, kLogLimit);
    QString line = render(looked, Breaks::AsTokens, kLogLimit, [&](QString& out, QStringView piece) {
        const bool escaped = piece == u"\"" || piece == u"\\";
        const qsizetype size = piece.size() + (escaped ? 1 : 0);
        full = full || size > room;
        if (!full) {
            room -= size;
            out += escaped ? u"\\" : u"";
            out += piece;
        }
    });
    if ((full || looked.size() < text.size()) && !line.endsWith(u'…')) {
        line += u'…';
    }
    return line;
}

QString forCsv(QStringView text)
{
    QString field = withoutFormulas(forDetail(text));
    static constexpr QStringView kNeedQuotes = u",;\"\n\r";
    const bool quoted = std::any_of(field.begin(), field.end(), [](QChar c) { return kNeedQuotes.contains(c); });
    if (!quoted) {
        return field;
    }
    field.replace(u'"', u"\"\""_s);
    return u'"' + field + u'"';
}

QString forHtml(QStringView text)
{
    return render(text, Breaks::AsTokens, kNoLimit, [](QString& out, QStringView piece) {
        if (piece == u"&") {
            out += "&amp;"_L1;
        } else if (piece == u"<") {
            out += "&lt;"_L1;
        } else if (piece == u">") {
            out += "&gt;"_L1;
        } else if (piece == u"\"") {
            out += "&quot;"_L1;
        } else if (piece == u"'") {
            out += "&#39;"_L1;
        } else {
            out += piece;
        }
    });
}

QString forMarkdown(QStringView text)
{
    return render(text, Breaks::AsTokens, kNoLimit, [](QString& out, QStringView piece) {
        const QChar c = piece.front();
        if (c == u' ' && out.isEmpty()) {
            out += "&#32;"_L1; // four blanks would begin a block of code
            return;
        }
        if (isMarkdownSign(c) || isMarkdownSignHere(c, out)) {
            out += u'\\';
        }
        out += piece;
    });
}

QByteArray forUrlSegment(QStringView text)
{
    QByteArray segment = QUrl::toPercentEncoding(text.toString());
    // Dots are unreserved, but a segment of nothing else climbs out of its folder.
    if (segment == "." || segment == "..") {
        segment.replace(".", "%2E");
    }
    return segment;
}

} // namespace cordon
