// SPDX-License-Identifier: Apache-2.0
#include "core/ingest/chunked.h"
#include "core/ingest/csv_scanner.h"
#include "core/ingest/json_line.h"
#include "core/ingest/line_scanner.h"

namespace cordon {

namespace {

bool isBlank(QByteArrayView text)
{
    return text.trimmed().isEmpty();
}

} // namespace

Done readJsonLines(QIODevice& device, const QString& fileName, const ReaderSink& sink, std::stop_token stop)
{
    JsonLineParser parser;
    bool anything = false;
    const auto visit = [&](const LineScanner::Line& line) {
        if (!line.tooLong && isBlank(line.text)) {
            return true;
        }
        anything = true;
        if (line.tooLong) {
            return sink.rejected(
                {fileName, line.number, 0, QStringLiteral("the line is longer than 1 MiB and was skipped")});
        }
        auto record = parser.parse(line.text);
        if (record) {
            return sink.record(std::move(*record));
        }
        const FieldFault& fault = record.error();
        const std::int64_t column = fault.offset < 0 ? 0 : placeOf(line.text, line.number, fault.offset).column;
        return sink.rejected({fileName, line.number, column, fault.reason});
    };
    LineScanner scanner(kLongestRecord);
    const Done read = scanRecords(device, fileName, sink, stop, scanner, visit);
    if (!read) {
        return read;
    }
    return anything ? Done() : unusableFile(fileName, QStringLiteral("it is empty."));
}

} // namespace cordon
