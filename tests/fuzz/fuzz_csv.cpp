// SPDX-License-Identifier: Apache-2.0
// Any bytes as a CSV file of any kind, in any pieces. The first byte chooses
// the kind of file and whether a header stands before the rest, the next two
// the pieces.
#include "core/ingest/csv_scanner.h"
#include "tests/fuzz/reading.h"

using namespace cordon;
using namespace cordon::fuzz;

namespace {

constexpr RecordKind kKinds[] = {RecordKind::Account, RecordKind::Project, RecordKind::Upload, RecordKind::Role,
                                 RecordKind::Report};
constexpr const char* kHeaders[] = {
    "username,email,email_verified,date_joined,two_factor,signup_ip,state,"
    "team\n",
    "project,normalized,owner,created,releases,files,total_bytes,py_modules,"
    "console_scripts,repo_url,publisher,summary,"
    "state,shoe size\n",
    "project,version,account,uploaded,size,filename,sha256\n",
    "project,username,role\n",
    "project,username,observer,trusted,kind,created,summary,url\n",
};

/// The bytes of an accepted record: empty lines, and then one line end outside
/// quotes, at the end.
bool isOneRecord(QByteArrayView bytes)
{
    while (const qsizetype blank = blankLineAt(bytes)) {
        bytes = bytes.sliced(blank);
    }
    bool quoted = false;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        quoted = quoted != (bytes[i] == '"');
        if (bytes[i] == '\n' && !quoted) {
            return i + 1 == bytes.size();
        }
    }
    return !bytes.isEmpty() && !quoted;
}

bool isBlank(QByteArrayView bytes)
{
    while (const qsizetype blank = blankLineAt(bytes)) {
        bytes = bytes.sliced(blank);
    }
    return bytes.isEmpty() || bytes == QByteArrayView("\r"); // a last line end that was cut off
}

/// Every byte behind the header belongs to a record that was accepted or
/// refused, or to an empty line.
void checkBytes(const Reading& reading, QByteArrayView bytes, qsizetype header)
{
    qsizetype from = header;
    for (const Event& event : reading.events) {
        const QByteArrayView record = bytes.sliced(from, event.behind.offset - from);
        must(!event.accepted || isOneRecord(record), "an accepted record is one");
        from = event.behind.offset;
    }
    must(!reading.done || isBlank(bytes.sliced(from)), "nothing is left unread");
}

struct Scanned {
    std::string raw;
    std::int64_t line = 0, lines = 0, behind = 0;
    qsizetype fields = 0;
    CsvFault fault = CsvFault::None;
    TextPlace at;
    friend bool operator==(const Scanned&, const Scanned&) = default;
};

/// The scanner alone with a limit that short inputs reach.
std::vector<Scanned> scanned(QByteArrayView bytes, qsizetype longest, qsizetype piece)
{
    std::vector<Scanned> out;
    CsvScanner scanner(longest);
    const auto visit = [&out](const CsvRecord& record) {
        out.push_back({record.raw.toByteArray().toStdString(), record.line, record.lines, record.behind,
                       record.fieldCount, record.fault, record.faultAt});
        for (const CsvField& field : record.fields) {
            must(field.begin >= 0 && field.begin <= field.end && field.end <= record.raw.size(), "a field lies inside");
        }
        return true;
    };
    for (qsizetype at = 0; at < bytes.size(); at += piece) {
        scanner.feed(bytes.sliced(at, std::min(piece, bytes.size() - at)), visit);
        must(scanner.held() <= longest + piece + 4, "what is held back is bounded");
    }
    scanner.finish(visit);
    return out;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size < 3) {
        return 0;
    }
    const std::size_t kind = data[0] % std::size(kKinds);
    const bool withHeader = data[0] >= 64;
    QByteArray bytes = withHeader ? QByteArray(kHeaders[kind]) : QByteArray();
    const qsizetype header = bytes.size();
    bytes.append(reinterpret_cast<const char*>(data + 3), static_cast<qsizetype>(size - 3));

    const ImportFile file{{}, QStringLiteral("in.csv"), FileFormat::Csv, kKinds[kind], bytes.size()};
    const Reading whole = readFrom({}, file, bytes);
    checkPlaces(whole, bytes);
    if (withHeader) {
        must(whole.done.has_value(), "a good header is enough");
        checkBytes(whole, bytes, header);
    }
    checkPieces(whole, file, bytes, data[1], data[2]);

    const qsizetype longest = 8 + data[1];
    must(scanned(bytes, longest, 1 + data[2]) == scanned(bytes, longest, std::max<qsizetype>(1, bytes.size())),
         "pieces change nothing, however long a record may be");
    static_cast<void>(recordKindOfHeader(bytes));
    return 0;
}
