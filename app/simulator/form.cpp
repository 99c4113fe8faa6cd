// SPDX-License-Identifier: Apache-2.0
#include "app/simulator/form.h"

#include <QList>

#include <algorithm>
#include <set>
#include <utility>

namespace cordon::simulator {

namespace {

QString decoded(QByteArray text)
{
    text.replace('+', ' ');
    return QString::fromUtf8(QByteArray::fromPercentEncoding(text));
}

/// One token of an ILIKE pattern.
struct PatternPart {
    enum Kind { Literal, One, Any } kind;
    QChar character;
};

std::vector<PatternPart> patternParts(QStringView pattern)
{
    std::vector<PatternPart> parts;
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        if (pattern[i] == u'%') {
            parts.push_back({PatternPart::Any, {}});
        } else if (pattern[i] == u'_') {
            parts.push_back({PatternPart::One, {}});
        } else {
            if (pattern[i] == u'\\' && i + 1 < pattern.size()) {
                ++i;
            }
            parts.push_back({PatternPart::Literal, pattern[i].toCaseFolded()});
        }
    }
    return parts;
}

} // namespace

Form Form::parse(const QByteArray& encoded)
{
    Form form;
    for (const QByteArray& pair : encoded.split('&')) {
        if (pair.isEmpty()) {
            continue;
        }
        const qsizetype equals = pair.indexOf('=');
        const QByteArray name = equals < 0 ? pair : pair.left(equals);
        form.m_fields.emplace_back(decoded(name), equals < 0 ? QString() : decoded(pair.mid(equals + 1)));
    }
    return form;
}

std::optional<QString> Form::value(QStringView name) const
{
    for (const auto& field : m_fields) {
        if (field.first == name) {
            return field.second;
        }
    }
    return std::nullopt;
}

bool Form::hasDuplicates() const
{
    std::set<QString> seen;
    return !std::all_of(m_fields.begin(), m_fields.end(),
                        [&seen](const auto& field) { return seen.insert(field.first).second; });
}

std::optional<std::vector<QString>> shellWords(QStringView text)
{
    std::vector<QString> words;
    QString word;
    bool inWord = false;
    QChar quote;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (!quote.isNull() && c == quote) {
            quote = QChar();
        } else if (c == u'\\' && quote != u'\'') {
            if (++i == text.size()) {
                return std::nullopt;
            }
            if (quote == u'"' && text[i] != u'"' && text[i] != u'\\') {
                word += u'\\'; // inside double quotes only these two are escaped
            }
            word += text[i];
            inWord = true;
        } else if (!quote.isNull()) {
            word += c;
        } else if (c == u'\'' || c == u'"') {
            quote = c;
            inWord = true;
        } else if (!c.isSpace()) {
            word += c;
            inWord = true;
        } else if (inWord) {
            words.push_back(std::exchange(word, QString()));
            inWord = false;
        }
    }
    if (!quote.isNull()) {
        return std::nullopt;
    }
    if (inWord) {
        words.push_back(word);
    }
    return words;
}

bool ilike(QStringView text, QStringView pattern)
{
    const std::vector<PatternPart> parts = patternParts(pattern);
    qsizetype at = 0;
    std::size_t part = 0;
    // Where the last "%" stood, and how much of the text it has swallowed so far.
    std::optional<std::pair<std::size_t, qsizetype>> resume;
    while (at < text.size()) {
        const bool more = part < parts.size();
        if (more && parts[part].kind == PatternPart::Any) {
            resume = std::pair(++part, at);
        } else if (more && (parts[part].kind == PatternPart::One || parts[part].character == text[at].toCaseFolded())) {
            ++part;
            ++at;
        } else if (resume) {
            part = resume->first;
            at = ++resume->second;
        } else {
            return false;
        }
    }
    return std::all_of(parts.begin() + static_cast<std::ptrdiff_t>(part), parts.end(),
                       [](const PatternPart& rest) { return rest.kind == PatternPart::Any; });
}

} // namespace cordon::simulator
