// SPDX-License-Identifier: Apache-2.0
#include "ui/models/filter_text.h"

#include <QStringList>

#include <algorithm>

namespace cordon::ui {

namespace {

/// Splits at blanks outside quotes and parentheses.
QStringList topLevelWords(const QString& text)
{
    QStringList words;
    QString word;
    int depth = 0;
    bool quoted = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        if (quoted && c == QLatin1Char('\\') && i + 1 < text.size()) {
            word += c;
            word += text.at(++i);
            continue;
        }
        if (c == QLatin1Char('"')) {
            quoted = !quoted;
        } else if (!quoted && c == QLatin1Char('(')) {
            ++depth;
        } else if (!quoted && c == QLatin1Char(')')) {
            --depth;
        }
        if (c.isSpace() && !quoted && depth <= 0) {
            if (!word.isEmpty()) {
                words.append(std::exchange(word, QString()));
            }
            continue;
        }
        word += c;
    }
    if (!word.isEmpty()) {
        words.append(word);
    }
    return words;
}

bool isPlain(const QString& value)
{
    return !value.isEmpty() && std::all_of(value.begin(), value.end(), [](QChar c) {
        return c.isLetterOrNumber() || c == QLatin1Char('.') || c == QLatin1Char('-') || c == QLatin1Char('_');
    }) && value != QLatin1String("OR");
}

} // namespace

QString filterValue(const QString& value)
{
    if (isPlain(value)) {
        return value;
    }
    QString quoted = value;
    quoted.replace(QLatin1Char('\\'), QStringLiteral("\\\\"));
    quoted.replace(QLatin1Char('"'), QStringLiteral("\\\""));
    return QString(QLatin1Char('"') % quoted % QLatin1Char('"'));
}

QString filterTerm(const QString& field, const QString& value)
{
    return QString(field % QLatin1Char(':') % filterValue(value));
}

QString withTerm(const QString& text, const QString& field, const QString& term)
{
    QStringList words = topLevelWords(text);
    const QString prefix = field % QLatin1Char(':');
    bool placed = term.isEmpty();
    for (qsizetype i = 0; i < words.size();) {
        if (!words.at(i).startsWith(prefix, Qt::CaseInsensitive)) {
            ++i;
        } else if (!placed) {
            words[i++] = term;
            placed = true;
        } else {
            words.removeAt(i);
        }
    }
    if (!placed) {
        words.append(term);
    }
    return words.join(QLatin1Char(' '));
}

QString withAddedTerm(const QString& text, const QString& term)
{
    const QStringList words = topLevelWords(text);
    if (words.contains(term)) {
        return text;
    }
    return words.isEmpty() ? term : QString(words.join(QLatin1Char(' ')) % QLatin1Char(' ') % term);
}

QString timeRange(Instant from, Instant to)
{
    if (startOfDay(from) == from && startOfDay(to) == to) {
        return QString(formatDay(from) % QStringLiteral("..") % formatDay(to));
    }
    return QString(formatInstant(from) % QStringLiteral("..") % formatInstant(to));
}

} // namespace cordon::ui
