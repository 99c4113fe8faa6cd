// SPDX-License-Identifier: Apache-2.0
#include "core/domain/visible_text.h"
#include "core/ingest/chunked.h"
#include "core/ingest/columns.h"
#include "core/ingest/csv_header.h"
#include "core/ingest/record_builder.h"
#include "core/ingest/row_readers.h"

#include <algorithm>
#include <optional>

namespace cordon {

namespace {

/// One pass over one file: the first record is the header, the others go to the sink.
class CsvReading {
public:
    CsvReading(const QString& fileName, RecordKind kind, const RowSink& sink, ReadPlace& place)
        : m_fileName(fileName), m_kind(kind), m_sink(sink), m_place(place), m_fields(columnsOf(kind).size())
    {
    }

    bool takeHeader(const CsvRecord& record)
    {
        auto header = parseCsvHeader(record, m_fileName, m_kind);
        if (!header) {
            m_unusable = header.error();
            return false;
        }
        m_header = std::move(*header);
        m_storage.resize(m_header->targets.size());
        for (const CsvHeader::Target& target : m_header->targets) {
            m_names.push_back(target.name.toUtf8());
        }
        return true;
    }

    bool take(const CsvRecord& record)
    {
        m_place = {record.behind, record.line + record.lines};
        return m_header ? takeLine(record) : takeHeader(record);
    }

    [[nodiscard]] Done outcome() const
    {
        if (m_unusable) {
            return tl::unexpected(*m_unusable);
        }
        if (!m_header) {
            return unusableFile(m_fileName, QStringLiteral("it is empty."));
        }
        return {};
    }

private:
    bool takeLine(const CsvRecord& record)
    {
        TextPlace place{record.line, 0};
        if (const QString flaw = flawOf(record, place); !flaw.isEmpty()) {
            return reject(place, flaw);
        }
        const auto wanted = static_cast<qsizetype>(m_header->targets.size());
        if (record.fieldCount != wanted) {
            return rejectCount(record, wanted);
        }
        spread(record);
        const auto built = m_builder.build(m_kind, m_fields, m_note);
        if (built) {
            return m_sink.row(**built);
        }
        if (built.error().offset >= 0) {
            place = placeOf(record.raw, record.line, built.error().offset);
        }
        return reject(place, built.error().reason);
    }

    /// Puts every field into the place of its column, and the others into the note.
    void spread(const CsvRecord& record)
    {
        m_note.clear();
        for (std::size_t i = 0; i < record.fields.size(); ++i) {
            const CsvField& field = record.fields[i];
            const CsvHeader::Target& target = m_header->targets[i];
            const QByteArrayView text = fieldText(record, field, m_storage[i]);
            if (target.column) {
                m_fields[*target.column] = {text, field.begin, Shape::Any, true};
            } else if (!text.isEmpty()) {
                addNoteLine(m_note, m_names[i], text);
            }
        }
    }

    bool rejectCount(const CsvRecord& record, qsizetype wanted)
    {
        TextPlace place{record.line, 0};
        if (record.fieldCount > wanted && static_cast<std::size_t>(wanted) < record.fields.size()) {
            place = placeOf(record.raw, record.line, record.fields[static_cast<std::size_t>(wanted)].begin);
        }
        return reject(place,
                      QStringLiteral("%1 fields where the header has %2 columns").arg(record.fieldCount).arg(wanted));
    }

    bool reject(const TextPlace& place, const QString& reason)
    {
        return m_sink.rejected({m_fileName, place.line, place.column, reason});
    }

    const QString& m_fileName;
    RecordKind m_kind;
    const RowSink& m_sink;
    ReadPlace& m_place;
    RecordBuilder m_builder;
    std::optional<CsvHeader> m_header;
    std::optional<Error> m_unusable;
    std::vector<RawField> m_fields;    ///< by column of columns.h
    std::vector<QByteArray> m_names;   ///< by column of the file
    std::vector<QByteArray> m_storage; ///< by column of the file: texts that had doubled quotes
    std::string m_note;
};

/// Reads the header from the start of the file, then goes to where reading was left.
Done goOn(QIODevice& device, const QString& fileName, CsvReading& reading, const ReadPlace& place,
          const std::stop_token& stop)
{
    CsvScanner scanner;
    const auto visit = [&reading](const CsvRecord& record) {
        static_cast<void>(reading.takeHeader(record));
        return false;
    };
    if (const Done read = scanRecords(device, fileName, {}, stop, scanner, visit); !read) {
        return read;
    }
    return device.seek(place.offset) ? reading.outcome()
                                     : unusableFile(fileName, QStringLiteral("it cannot be read from its middle."));
}

} // namespace

Done readCsvRows(QIODevice& device, const QString& fileName, RecordKind kind, const RowSink& sink, ReadPlace& place,
                 std::stop_token stop)
{
    CsvReading reading(fileName, kind, sink, place);
    if (place.offset > 0) {
        if (const Done header = goOn(device, fileName, reading, place, stop); !header) {
            return header;
        }
    }
    CsvScanner scanner(kLongestRecord, place.offset, place.line);
    const auto visit = [&reading](const CsvRecord& record) { return reading.take(record); };
    const Done read = scanRecords(device, fileName, sink.progress, stop, scanner, visit, place.offset);
    return read ? reading.outcome() : read;
}

} // namespace cordon
