// SPDX-License-Identifier: Apache-2.0
// Any bytes as JSON Lines, in any pieces, which the first two bytes choose.
#include "core/ingest/json_line.h"
#include "core/ingest/line_scanner.h"
#include "tests/fuzz/reading.h"

using namespace cordon;
using namespace cordon::fuzz;

namespace {

struct Line {
    std::int64_t end = 0; ///< behind its line end
    std::int64_t number = 0;
    QByteArrayView text;
};

/// The lines that are not blank, cut without the reader.
std::vector<Line> linesOf(QByteArrayView bytes)
{
    std::vector<Line> out;
    std::int64_t number = 0;
    for (qsizetype from = 0; from < bytes.size();) {
        const qsizetype feed = bytes.indexOf('\n', from);
        const qsizetype end = feed < 0 ? bytes.size() : feed + 1;
        QByteArrayView text = bytes.sliced(from, end - from);
        if (++number == 1 && text.startsWith("\xEF\xBB\xBF")) {
            text = text.sliced(3);
        }
        if (!text.trimmed().isEmpty()) {
            out.push_back({end, number, text});
        }
        from = end;
    }
    return out;
}

/// Each line that is not blank is accepted or refused, and what the lines before were changes nothing.
void checkLines(const Reading& whole, QByteArrayView bytes)
{
    const std::vector<Line> lines = linesOf(bytes);
    must(whole.events.size() == lines.size(), "every line is accepted or refused");
    must(whole.done.has_value() == !lines.empty(), "a file with a line is read");
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const Event& event = whole.events[i];
        must(event.behind.offset == lines[i].end && event.behind.line == lines[i].number + 1,
             "in the order of the file");
        must(event.accepted || event.line == lines[i].number, "a refusal names its line");
        JsonLineParser fresh;
        const auto row = fresh.parse(lines[i].text);
        must(row.has_value() == event.accepted && (!row || textOf(**row) == event.row), "a line says the same alone");
    }
}

struct Cut {
    std::string text;
    std::int64_t number = 0, behind = 0;
    bool tooLong = false;
    friend bool operator==(const Cut&, const Cut&) = default;
};

/// The scanner alone with a limit that short inputs reach.
std::vector<Cut> cut(QByteArrayView bytes, qsizetype longest, qsizetype piece)
{
    std::vector<Cut> out;
    LineScanner scanner(longest);
    const auto visit = [&out](const LineScanner::Line& line) {
        out.push_back({line.text.toByteArray().toStdString(), line.number, line.behind, line.tooLong});
        return true;
    };
    for (qsizetype at = 0; at < bytes.size(); at += piece) {
        scanner.feed(bytes.sliced(at, std::min(piece, bytes.size() - at)), visit);
    }
    scanner.finish(visit);
    return out;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size < 2) {
        return 0;
    }
    const QByteArrayView bytes(data + 2, static_cast<qsizetype>(size - 2));
    const ImportFile file{{}, QStringLiteral("in.jsonl"), FileFormat::JsonLines, RecordKind::Account, bytes.size()};
    const Reading whole = readFrom({}, file, bytes);
    checkPlaces(whole, bytes);
    checkLines(whole, bytes);
    checkPieces(whole, file, bytes, data[0], data[1]);

    const qsizetype longest = 8 + data[0];
    must(cut(bytes, longest, 1 + data[1]) == cut(bytes, longest, std::max<qsizetype>(1, bytes.size())),
         "pieces change nothing, however long a line may be");
    return 0;
}
