// SPDX-License-Identifier: Apache-2.0
#include "core/ingest/field_parser.h"

#include "core/domain/exact_text.h"
#include "core/domain/name_keys.h"
#include "core/domain/names.h"
#include "core/domain/visible_text.h"
#include "core/ingest/text_place.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace cordon {

namespace {

/// Values are quoted in reasons up to this many characters.
constexpr int kShown = 60;

constexpr auto kGrammar = "is not a %1 as the registry allows it: ASCII letters, digits, \".\", \"_\" and \"-\", "
                          "first and last a letter or digit";

/// The spellings of the databases and tools that such files come from.
std::optional<bool> truthOf(QByteArrayView text)
{
    struct Word {
        QByteArrayView text;
        bool value;
    };
    static constexpr std::array<Word, 8> kWords{{{"true", true},
                                                 {"false", false},
                                                 {"t", true},
                                                 {"f", false},
                                                 {"yes", true},
                                                 {"no", false},
                                                 {"1", true},
                                                 {"0", false}}};
    const auto word = std::find_if(kWords.begin(), kWords.end(), [text](const Word& candidate) {
        return text.compare(candidate.text, Qt::CaseInsensitive) == 0;
    });
    return word == kWords.end() ? std::nullopt : std::optional(word->value);
}

Utf8 viewOf(QByteArrayView bytes)
{
    return {bytes.data(), static_cast<std::size_t>(bytes.size())};
}

QString textOf(Utf8 text)
{
    return exactText({text.data(), static_cast<qsizetype>(text.size())});
}

bool isHexDigit(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

} // namespace

void FieldParser::refuse(qsizetype offset, const QString& reason)
{
    if (!m_fault) {
        m_fault = FieldFault{offset, reason};
    }
}

QString FieldParser::shown(std::size_t column) const
{
    const QString value = exactText(m_fields[column].text);
    // Where columns are mixed up an address stands in any of them, and reasons are printed and kept.
    return forCell(value.contains(QLatin1Char('@')) ? maskedAddress(value) : value, kShown);
}

void FieldParser::refuseValue(std::size_t column, const QString& why)
{
    if (!m_fault) {
        refuse(m_fields[column].offset,
               QStringLiteral("%1: \"%2\" %3").arg(m_columns[column].name, shown(column), why));
    }
}

/// The value may be used: no NUL, and written as text or as `other`.
bool FieldParser::fits(std::size_t column, Shape other)
{
    if (m_fault) {
        return false;
    }
    const RawField& field = m_fields[column];
    if (field.shape != Shape::Any && field.shape != Shape::Text && field.shape != other) {
        refuseValue(column,
                    other == Shape::Text ? QStringLiteral("must be a string") : QStringLiteral("is of the wrong type"));
    } else if (field.text.contains('\0')) {
        refuse(field.offset, QStringLiteral("%1: holds a NUL character").arg(m_columns[column].name));
    }
    return !m_fault;
}

Utf8 FieldParser::text(std::size_t column)
{
    return fits(column, Shape::Text) ? viewOf(m_fields[column].text) : Utf8();
}

Utf8 FieldParser::requiredText(std::size_t column)
{
    if (isEmpty(column)) {
        refuse(m_fields[column].offset, QStringLiteral("%1: is empty").arg(m_columns[column].name));
    }
    return text(column);
}

FieldParser::Name FieldParser::userName(std::size_t column)
{
    const Utf8 name = requiredText(column);
    if (!m_fault && !isUserName(name)) {
        refuseValue(column, QString::fromLatin1(kGrammar).arg(QStringLiteral("user name")) +
                                QStringLiteral(", at most 50 characters"));
    }
    return {name, accountKeyOf(name, m_storage.userKey)};
}

FieldParser::Name FieldParser::projectName(std::size_t column)
{
    const Utf8 name = requiredText(column);
    if (!m_fault && !isProjectName(name)) {
        refuseValue(column, QString::fromLatin1(kGrammar).arg(QStringLiteral("project name")));
    }
    return {name, projectKeyOf(name, m_storage.projectKey)};
}

void FieldParser::normalizedOf(std::size_t column, Utf8 key)
{
    const Utf8 given = text(column);
    if (!m_fault && !given.empty() && given != key) {
        refuseValue(column,
                    QStringLiteral("is not the normalized form of the name, \"%1\"").arg(forCell(textOf(key), kShown)));
    }
}

Utf8 FieldParser::address(std::size_t column, Utf8& domain)
{
    const Utf8 given = requiredText(column);
    if (m_fault) {
        return given;
    }
    const auto found = given.find('@') == Utf8::npos ? std::nullopt : m_storage.domains.registrable(given);
    if (!found || hasControlCharacter(given)) {
        // The address itself is personal data and stays out of the reason.
        refuse(m_fields[column].offset, QStringLiteral("%1: is not a mail address").arg(m_columns[column].name));
        return given;
    }
    domain = *found;
    return given;
}

Instant FieldParser::instant(std::size_t column)
{
    const Utf8 given = requiredText(column);
    const auto at = m_fault ? std::nullopt : parseInstant(given);
    if (!at) {
        refuseValue(column, QStringLiteral("is not a time such as 2025-06-11T10:17:00Z, or a day, "
                                           "between the years 2000 and 2100"));
    }
    return at.value_or(Instant{});
}

Utf8 FieldParser::sha256(std::size_t column)
{
    constexpr std::size_t kDigits = 64;
    const Utf8 given = text(column);
    if (!m_fault && !given.empty() &&
        (given.size() != kDigits || !std::all_of(given.begin(), given.end(), isHexDigit))) {
        refuseValue(column, QStringLiteral("is not a SHA-256 in 64 hexadecimal digits"));
    }
    return accountKeyOf(given, m_storage.sha256); // in lower case
}

std::optional<bool> FieldParser::truth(std::size_t column)
{
    if (isEmpty(column) || !fits(column, m_fields[column].shape == Shape::Number ? Shape::Number : Shape::Truth)) {
        return std::nullopt;
    }
    const auto value = truthOf(m_fields[column].text);
    if (!value) {
        refuseValue(column, QStringLiteral("is neither true nor false"));
    }
    return value;
}

std::optional<std::int64_t> FieldParser::count(std::size_t column)
{
    if (isEmpty(column) || !fits(column, Shape::Number)) {
        return std::nullopt;
    }
    const QByteArrayView digits = m_fields[column].text;
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(digits.begin(), digits.end(), value);
    if (error != std::errc() || end != digits.end() || value < 0) {
        refuseValue(column, QStringLiteral("is not a whole number from 0 to 9223372036854775807"));
        return std::nullopt;
    }
    return value;
}

} // namespace cordon
