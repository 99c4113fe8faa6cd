// SPDX-License-Identifier: Apache-2.0
#include "core/ingest/csv_scanner.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace cordon {

namespace {

constexpr QByteArrayView kByteOrderMark("\xEF\xBB\xBF");

/// The bytes at which an unquoted field may end.
constexpr std::array<bool, 256> makeStops()
{
    std::array<bool, 256> stops{};
    for (const char byte : {',', '\n', '\r', '"'}) {
        stops[static_cast<unsigned char>(byte)] = true;
    }
    return stops;
}
constexpr std::array<bool, 256> kStops = makeStops();

} // namespace

CsvScanner::CsvScanner(qsizetype longestRecord, std::int64_t offset, std::int64_t line)
    : m_longest(longestRecord), m_offset(offset), m_line(line), m_begun(offset > 0)
{
}

bool CsvScanner::feed(QByteArrayView chunk, const Visitor& visit)
{
    m_buffer.append(chunk);
    if (!chunk.isEmpty()) {
        m_endsInBreak = chunk.back() == '\n';
    }
    if (!m_begun) {
        if (m_buffer.size() < kByteOrderMark.size()) {
            return true;
        }
        skipByteOrderMark();
    }
    const bool more = scan(visit);
    boundMemory();
    return more;
}

bool CsvScanner::finish(const Visitor& visit)
{
    m_final = true;
    if (!m_begun) {
        skipByteOrderMark();
    }
    if (!scan(visit)) {
        return false;
    }
    if (m_state == State::Quoted) {
        return endUnclosed(visit);
    }
    if (m_pos == m_start && m_fieldCount == 0 && !m_skipping) {
        return true;
    }
    if (m_state != State::Broken) {
        if (m_state == State::FieldStart) {
            m_field = {m_pos - m_start, 0};
        }
        closeField(m_field.quoted ? m_field.end : m_pos - m_start);
    }
    return endRecord(visit, m_pos);
}

void CsvScanner::skipByteOrderMark()
{
    m_begun = true;
    if (m_buffer.startsWith(kByteOrderMark)) {
        m_start = m_pos = kByteOrderMark.size();
    }
}

bool CsvScanner::scan(const Visitor& visit)
{
    bool waiting = false;
    while (!waiting && m_pos < m_buffer.size()) {
        const bool atRecord = m_state == State::FieldStart && m_fieldCount == 0 && !m_skipping;
        if (atRecord && !plainRecords(visit)) {
            return false;
        }
        if (m_pos < m_buffer.size() && !step(visit, waiting)) {
            return false;
        }
    }
    return true;
}

/// The short way for whole lines without quotes, which most files consist of: stops before the first
/// record that needs a closer look. False: the visitor stopped.
bool CsvScanner::plainRecords(const Visitor& visit)
{
    const char* const data = m_buffer.constData();
    for (;;) {
        const char* const begin = data + m_pos;
        const auto left = static_cast<std::size_t>(m_buffer.size() - m_pos);
        const auto* const feed = static_cast<const char*>(std::memchr(begin, '\n', left));
        if (feed == nullptr || feed - begin > m_longest) {
            return true;
        }
        const char* const end = feed > begin && feed[-1] == '\r' ? feed - 1 : feed;
        const auto length = static_cast<std::size_t>(end - begin);
        if (std::memchr(begin, '"', length) != nullptr || std::memchr(begin, '\r', length) != nullptr) {
            return true;
        }
        splitPlain(end - data);
        if (!endRecord(visit, feed + 1 - data)) {
            return false;
        }
    }
}

void CsvScanner::splitPlain(qsizetype end)
{
    const char* const data = m_buffer.constData();
    while (true) {
        m_field = {m_pos - m_start, 0};
        const auto* const comma =
            static_cast<const char*>(std::memchr(data + m_pos, ',', static_cast<std::size_t>(end - m_pos)));
        if (comma == nullptr) {
            break;
        }
        m_pos = comma - data;
        closeField(m_pos - m_start);
        ++m_pos;
    }
    m_pos = end;
    closeField(m_pos - m_start);
}

bool CsvScanner::step(const Visitor& visit, bool& waiting)
{
    switch (m_state) {
    case State::FieldStart:
        m_field = {m_pos - m_start, 0};
        m_state = State::Bare;
        if (m_buffer.at(m_pos) == '"') {
            openQuote();
        }
        return true;
    case State::Bare:
        return stepBare(visit, waiting);
    case State::Quoted:
        stepQuoted(waiting);
        return true;
    case State::AfterQuote:
        return stepAfterQuote(visit, waiting);
    case State::Broken:
        return stepBroken(visit);
    }
    return true;
}

void CsvScanner::openQuote()
{
    if (m_skipping) {
        m_quoteAt = {m_line, 0};
    }
    m_quote = m_pos - m_start;
    m_field.quoted = true;
    m_state = State::Quoted;
    ++m_pos;
}

bool CsvScanner::stepBare(const Visitor& visit, bool& waiting)
{
    const char* const data = m_buffer.constData();
    const qsizetype size = m_buffer.size();
    while (m_pos < size && !kStops[static_cast<unsigned char>(data[m_pos])]) {
        ++m_pos;
    }
    if (m_pos == size) {
        return true;
    }
    if (data[m_pos] == ',') {
        closeField(m_pos - m_start);
        ++m_pos;
        m_state = State::FieldStart;
        return true;
    }
    if (data[m_pos] == '"') {
        breakAt(CsvFault::StrayQuote);
        return true;
    }
    m_field.end = m_pos - m_start;
    return lineEnd(visit, waiting);
}

void CsvScanner::stepQuoted(bool& waiting)
{
    const qsizetype quote = m_buffer.indexOf('"', m_pos);
    const qsizetype end = quote < 0 ? m_buffer.size() : quote;
    m_breaks += std::count(m_buffer.cbegin() + m_pos, m_buffer.cbegin() + end, '\n');
    m_pos = end;
    if (quote < 0) {
        return;
    }
    if (m_pos + 1 == m_buffer.size() && !m_final) {
        waiting = true; // the next chunk says whether the quote is doubled
        return;
    }
    if (m_pos + 1 < m_buffer.size() && m_buffer.at(m_pos + 1) == '"') {
        m_field.doubled = true;
        m_pos += 2;
        return;
    }
    m_field.end = m_pos - m_start;
    m_state = State::AfterQuote;
    ++m_pos;
}

bool CsvScanner::stepAfterQuote(const Visitor& visit, bool& waiting)
{
    const char next = m_buffer.at(m_pos);
    if (next == ',') {
        closeField(m_field.end);
        ++m_pos;
        m_state = State::FieldStart;
        return true;
    }
    if (next == '\n' || next == '\r') {
        return lineEnd(visit, waiting);
    }
    breakAt(CsvFault::TextAfterQuote);
    return true;
}

bool CsvScanner::stepBroken(const Visitor& visit)
{
    const qsizetype feed = m_buffer.indexOf('\n', m_pos);
    m_pos = feed < 0 ? m_buffer.size() : feed;
    return feed < 0 || endRecord(visit, feed + 1);
}

/// At a CR or LF outside quotes; m_field.end is set.
bool CsvScanner::lineEnd(const Visitor& visit, bool& waiting)
{
    qsizetype next = m_pos + 1;
    if (m_buffer.at(m_pos) == '\r') {
        if (next == m_buffer.size() && !m_final) {
            waiting = true;
            return true;
        }
        if (next < m_buffer.size() && m_buffer.at(next) != '\n') {
            breakAt(CsvFault::StrayReturn);
            return true;
        }
        next = std::min(next + 1, m_buffer.size());
    }
    closeField(m_field.end);
    return endRecord(visit, next);
}

void CsvScanner::closeField(qsizetype end)
{
    m_field.end = end;
    ++m_fieldCount;
    if (m_fieldCount <= kMostFields && !m_skipping) {
        m_fields.push_back(m_field);
    }
}

QByteArrayView CsvScanner::recordSoFar() const
{
    return QByteArrayView(m_buffer).sliced(m_start, m_pos - m_start);
}

void CsvScanner::breakAt(CsvFault fault)
{
    m_fault = fault;
    m_faultAt = m_skipping ? TextPlace{m_line, 0} : placeOf(recordSoFar(), m_line, m_pos - m_start);
    m_state = State::Broken;
}

/// Drops the bytes that no longer matter, and those of a record that has grown too long.
void CsvScanner::boundMemory()
{
    if (!m_skipping && m_pos - m_start > m_longest) {
        m_skipping = true;
        m_quoteAt = m_quote < m_longest ? placeOf(recordSoFar(), m_line, m_quote) : TextPlace{m_line, 0};
    }
    if (m_skipping) {
        m_fields.clear();
        m_start = m_pos;
    }
    m_buffer.remove(0, m_start);
    m_offset += m_start;
    m_pos -= m_start;
    m_start = 0;
}

bool CsvScanner::endRecord(const Visitor& visit, qsizetype next)
{
    const QByteArrayView raw = recordSoFar();
    const bool tooLong = m_skipping || raw.size() > m_longest;
    CsvRecord record{raw, m_line, 1 + m_breaks, m_fields, m_fieldCount, m_fault, m_faultAt, m_offset + next};
    if (tooLong) {
        record.raw = {};
        record.fields = {};
        record.fault = CsvFault::TooLong;
        record.faultAt = {m_line, 0};
    }
    const bool blank = raw.isEmpty() && !tooLong && m_fieldCount == 1;
    const bool more = blank || visit(record);

    m_line += record.lines;
    m_breaks = 0;
    m_start = m_pos = next;
    m_state = State::FieldStart;
    m_fields.clear();
    m_fieldCount = 0;
    m_fault = CsvFault::None;
    m_faultAt = {};
    m_skipping = false;
    return more;
}

bool CsvScanner::endUnclosed(const Visitor& visit)
{
    CsvRecord record{
        {}, m_line, 1 + m_breaks, {}, m_fieldCount, CsvFault::UnclosedQuote, {m_line, 0}, m_offset + m_buffer.size()};
    if (m_skipping) {
        record.faultAt = m_quoteAt;
    } else if (m_quote < m_longest) {
        record.faultAt = placeOf(recordSoFar(), m_line, m_quote);
    }
    if (m_endsInBreak) {
        --record.lines; // the last line feed ends a line and starts none
    }
    return visit(record);
}

QByteArrayView fieldText(const CsvRecord& record, const CsvField& field, QByteArray& storage)
{
    const QByteArrayView raw =
        record.raw.sliced(field.begin + (field.quoted ? 1 : 0), field.end - field.begin - (field.quoted ? 1 : 0));
    if (!field.doubled) {
        return raw;
    }
    storage = raw.toByteArray();
    storage.replace("\"\"", "\"");
    return storage;
}

} // namespace cordon
