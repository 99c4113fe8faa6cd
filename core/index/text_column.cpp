// SPDX-License-Identifier: Apache-2.0
#include "core/index/text_column.h"

#include "core/domain/exact_text.h"
#include "core/domain/name_keys.h"
#include "core/index/huge_pages.h"

#include <algorithm>
#include <limits>

namespace cordon {
namespace {

constexpr std::size_t kMostBytes = std::numeric_limits<std::uint32_t>::max();

bool isAscii(std::string_view text)
{
    return std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

QString fromUtf8(std::string_view text)
{
    return exactText({text.data(), static_cast<qsizetype>(text.size())});
}

} // namespace

void TextColumn::append(std::string_view text)
{
    m_full = m_full || m_bytes.size() + text.size() > kMostBytes;
    ++m_rows;
    if (m_bytes.empty() && !text.empty()) {
        m_offsets.assign(m_rows, 0); // those before were empty
    }
    if (!m_full) {
        m_bytes.append(text);
    }
    if (!m_bytes.empty()) {
        m_offsets.push_back(static_cast<std::uint32_t>(m_bytes.size()));
    }
}

QString TextColumn::text(Row row) const
{
    return fromUtf8(at(row));
}

TextColumn TextColumn::permuted(std::span<const Row> order) const
{
    TextColumn out;
    if (!m_bytes.empty()) {
        reserveColumn(out.m_offsets, order.size() + 1);
        reserveColumn(out.m_bytes, m_bytes.size());
    }
    for (const Row row : order) {
        out.append(at(row));
    }
    return out;
}

void FoldedColumn::append(std::string_view text)
{
    const bool folds =
        !isAscii(text) || std::any_of(text.begin(), text.end(), [](char c) { return c != asciiLower(c); });
    if (!folds) {
        m_folded.append(text);
        m_raw.append({});
        return;
    }
    const std::string folded = caseFolded(text);
    m_folded.append(folded);
    m_raw.append(folded == text ? std::string_view() : text);
}

QString FoldedColumn::text(Row row) const
{
    return fromUtf8(at(row));
}

FoldedColumn FoldedColumn::permuted(std::span<const Row> order) const
{
    return {m_folded.permuted(order), m_raw.permuted(order)};
}

void WordColumn::append(std::string_view word)
{
    m_codes.push_back(number(word));
}

std::uint32_t WordColumn::number(std::string_view word)
{
    const QByteArray key(word.data(), static_cast<qsizetype>(word.size()));
    if (const auto known = m_numbers.constFind(key); known != m_numbers.cend()) {
        return *known;
    }
    m_words.push_back(fromUtf8(word));
    return *m_numbers.insert(key, static_cast<std::uint32_t>(m_words.size() - 1));
}

WordColumn WordColumn::permuted(std::span<const Row> order) const
{
    WordColumn out;
    out.m_words = m_words;
    out.m_codes.reserve(order.size());
    for (const Row row : order) {
        out.m_codes.push_back(m_codes[row]);
    }
    return out;
}

std::string caseFolded(std::string_view utf8)
{
    if (isAscii(utf8)) {
        std::string out(utf8);
        std::transform(out.begin(), out.end(), out.begin(), asciiLower);
        return out;
    }
    return caseFolded(fromUtf8(utf8));
}

std::string caseFolded(QStringView text)
{
    QString out;
    out.reserve(text.size());
    for (const char32_t c : text.toUcs4()) {
        out += QChar::fromUcs4(QChar::toCaseFolded(c));
    }
    return out.toStdString();
}

} // namespace cordon
