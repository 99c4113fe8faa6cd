// SPDX-License-Identifier: Apache-2.0
#include "core/ingest/chunked.h"
#include "core/ingest/csv_scanner.h"
#include "core/ingest/json_line.h"
#include "core/ingest/line_scanner.h"
#include "core/ingest/row_readers.h"

#include <algorithm>

namespace cordon {

namespace {

bool isBlank(QByteArrayView text)
{
    return text.trimmed().isEmpty();
}

} // namespace

Done readJsonLineRows(QIODevice& device, const QString& fileName, const RowSink& sink, ReadPlace& place,
                      std::stop_token stop)
{
    JsonLineParser parser;
    bool anything = place.offset > 0;
    const auto visit = [&](const LineScanner::Line& line) {
        place = {line.behind, line.number + 1};
        if (!line.tooLong && isBlank(line.text)) {
            return true;
        }
        anything = true;
        if (line.tooLong) {
            return sink.rejected(
                {fileName, line.number, 0, QStringLiteral("the line is longer than 1 MiB and was skipped")});
        }
        const auto row = parser.parse(line.text);
        if (row) {
            return sink.row(**row);
        }
        const FieldFault& fault = row.error();
        const std::int64_t column = fault.offset < 0 ? 0 : placeOf(line.text, line.number, fault.offset).column;
        return sink.rejected({fileName, line.number, column, fault.reason});
    };
    if (place.offset > 0 && !device.seek(place.offset)) {
        return unusableFile(fileName, QStringLiteral("it cannot be read from its middle."));
    }
    LineScanner scanner(kLongestRecord, place.offset, place.line);
    const Done read = scanRecords(device, fileName, sink.progress, stop, scanner, visit, place.offset);
    if (!read) {
        return read;
    }
    return anything ? Done() : unusableFile(fileName, QStringLiteral("it is empty."));
}

} // namespace cordon
