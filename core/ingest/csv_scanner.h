// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ingest/text_place.h"

#include <QByteArray>

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace cordon {

/// Longer records and lines are skipped, so that memory stays bounded whatever the file holds.
constexpr qsizetype kLongestRecord = 1024 * 1024;
/// Fields of a record that are kept; further ones are only counted.
constexpr qsizetype kMostFields = 1000;

/// One field of a record as a range of its raw bytes; fieldText() gives what it says.
struct CsvField {
    qsizetype begin = 0; ///< the opening quote, where there is one
    qsizetype end = 0;   ///< before the closing quote
    bool quoted = false;
    bool doubled = false; ///< holds doubled quotes that stand for single ones
};

enum class CsvFault {
    None,
    StrayQuote,     ///< a quote inside a field that does not start with one
    TextAfterQuote, ///< something else than a separator after the closing quote
    StrayReturn,    ///< a carriage return without a line feed
    UnclosedQuote,  ///< the file ends inside quotes
    TooLong,        ///< longer than the limit; skipped
};

/// One record as it stands in the file. The views hold during the visit only.
struct CsvRecord {
    QByteArrayView raw; ///< without its line end; empty where it is too long
    std::int64_t line = 1;
    std::int64_t lines = 1;
    std::span<const CsvField> fields; ///< at most kMostFields
    qsizetype fieldCount = 0;
    CsvFault fault = CsvFault::None;
    TextPlace faultAt;
    std::int64_t behind = 0; ///< where the next record starts, in bytes of the file
};

/// RFC 4180 over chunks: the same records for the same bytes however they are cut. Accepts a byte
/// order mark, CRLF and LF; passes over empty lines. After a fault it goes on behind the next line
/// end outside quotes. Thread: one.
class CsvScanner {
public:
    /// Returns false to stop.
    using Visitor = std::function<bool(const CsvRecord&)>;

    /// Starts at that byte of the file, which starts a record and that line.
    explicit CsvScanner(qsizetype longestRecord = kLongestRecord, std::int64_t offset = 0, std::int64_t line = 1);

    /// Visits every record that ends in the bytes so far. False: the visitor stopped.
    bool feed(QByteArrayView chunk, const Visitor& visit);
    /// The bytes are complete: visits what is left.
    bool finish(const Visitor& visit);

    /// Bytes held back between chunks.
    [[nodiscard]] qsizetype held() const { return m_buffer.size(); }

private:
    enum class State { FieldStart, Bare, Quoted, AfterQuote, Broken };

    bool scan(const Visitor& visit);
    bool plainRecords(const Visitor& visit);
    void splitPlain(qsizetype end);
    bool step(const Visitor& visit, bool& waiting);
    void openQuote();
    bool stepBare(const Visitor& visit, bool& waiting);
    void stepQuoted(bool& waiting);
    bool stepAfterQuote(const Visitor& visit, bool& waiting);
    bool stepBroken(const Visitor& visit);
    bool lineEnd(const Visitor& visit, bool& waiting);
    void skipByteOrderMark();
    void closeField(qsizetype end);
    void breakAt(CsvFault fault);
    void boundMemory();
    bool endRecord(const Visitor& visit, qsizetype next);
    bool endUnclosed(const Visitor& visit);
    [[nodiscard]] QByteArrayView recordSoFar() const;

    qsizetype m_longest;
    std::int64_t m_offset; ///< of the buffer, in the file
    QByteArray m_buffer;
    qsizetype m_start = 0;     ///< of the record, in the buffer
    qsizetype m_pos = 0;       ///< next byte, in the buffer
    qsizetype m_quote = 0;     ///< the last opening quote, from the start of the record
    std::int64_t m_line;       ///< first line of the record
    std::int64_t m_breaks = 0; ///< line feeds inside the record so far
    State m_state = State::FieldStart;
    CsvField m_field;
    std::vector<CsvField> m_fields;
    qsizetype m_fieldCount = 0;
    CsvFault m_fault = CsvFault::None;
    TextPlace m_faultAt;
    TextPlace m_quoteAt;     ///< of the last opening quote, known once its bytes are gone
    bool m_skipping = false; ///< the record is too long, its first bytes are gone
    bool m_begun;            ///< past a possible byte order mark
    bool m_final = false;
    bool m_endsInBreak = false; ///< the last byte so far is a line feed
};

/// A field's bytes with doubled quotes made single; `storage` holds them where they differ.
[[nodiscard]] QByteArrayView fieldText(const CsvRecord& record, const CsvField& field, QByteArray& storage);

} // namespace cordon
