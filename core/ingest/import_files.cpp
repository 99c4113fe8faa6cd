// SPDX-License-Identifier: Apache-2.0
#include "core/ingest/import_files.h"

#include "core/domain/visible_text.h"
#include "core/ingest/chunked.h"
#include "core/ingest/columns.h"
#include "core/ingest/csv_scanner.h"
#include "core/ingest/osv_document.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSet>

#include <algorithm>
#include <chrono>
#include <optional>

namespace cordon {

namespace {

using namespace Qt::StringLiterals;

tl::unexpected<Error> unusablePath(const QString& path, const QString& why, const QString& next = {})
{
    return failure(ErrorKind::BadInput, QStringLiteral("%1 %2").arg(forCell(path), why),
                   QStringLiteral("Nothing was imported."), next);
}

tl::unexpected<Error> stopped()
{
    return failure(ErrorKind::Cancelled, QStringLiteral("The import was stopped."),
                   QStringLiteral("Nothing was imported."));
}

/// Files found so far. A folder may hold tens of thousands: says where it is, and asks whether to go on.
class Search {
public:
    Search(const ProgressSink& progress, std::stop_token stop) : m_progress(progress), m_stop(std::move(stop)) {}

    /// Before each file; Cancelled where a stop was asked for.
    [[nodiscard]] Done at(const QString& name)
    {
        constexpr std::chrono::milliseconds kQuiet(50);
        if (m_stop.stop_requested()) {
            return stopped();
        }
        const auto now = std::chrono::steady_clock::now();
        if (m_progress && now - m_last >= kQuiet) {
            m_last = now;
            m_progress({QStringLiteral("looking at %1").arg(forCell(name)), 0, 0});
        }
        return {};
    }
    [[nodiscard]] const std::stop_token& stop() const { return m_stop; }

    std::vector<ImportFile> files;

private:
    const ProgressSink& m_progress;
    std::stop_token m_stop;
    std::chrono::steady_clock::time_point m_last{};
};

FileFormat formatOf(QFile& file)
{
    const QString ending = QFileInfo(file).suffix().toLower();
    if (ending == "csv"_L1) {
        return FileFormat::Csv;
    }
    if (ending == "jsonl"_L1 || ending == "ndjson"_L1) {
        return FileFormat::JsonLines;
    }
    if (ending == "json"_L1) {
        return FileFormat::Osv;
    }
    return file.peek(64).trimmed().startsWith('{') ? FileFormat::JsonLines : FileFormat::Csv;
}

/// By the file's name where it is one of cli.md's, else by its header.
Result<RecordKind> kindOfCsv(QFile& file)
{
    const QString base = QFileInfo(file).completeBaseName().toLower();
    for (const RecordKind kind : kKinds) {
        if (base == fileWord(kind)) {
            return kind;
        }
    }
    return recordKindOfHeader(file.peek(kLongestRecord));
}

/// Reads up to the first good record: a file as a whole that cannot be read shows here. Bad lines
/// before it are not a bad file, but a thousand of them are enough to tell what this is.
Done lookAtRecords(const ImportFile& file, QFile& device, const std::stop_token& stop)
{
    constexpr int kEnough = 1000;
    int badLines = 0;
    bool anyRecord = false;
    RowSink sink;
    sink.row = [&anyRecord](const ImportedRow&) {
        anyRecord = true;
        return false;
    };
    sink.rejected = [&badLines](RejectedLine&&) { return ++badLines < kEnough; };
    ReadPlace place;
    const Done read = readImportFile(file, device, sink, place, stop);
    if (read && file.format == FileFormat::JsonLines && !anyRecord) {
        device.seek(0);
        QByteArray start = device.peek(64);
        start.replace("\xEF\xBB\xBF", "");
        if (!start.trimmed().startsWith('{')) {
            return unusableFile(file.shown, QStringLiteral("it does not start with a JSON object."));
        }
    }
    return read;
}

/// A folder's documents are judged when they are read, so that one broken report among thousands
/// is one rejected line.
Done lookAtOsv(const ImportFile& file, QFile& device, bool named)
{
    if (!named) {
        return {};
    }
    if (file.size > kLongestOsv) {
        return unusableFile(file.shown, QStringLiteral("an OSV report larger than 16 MiB is not read."));
    }
    const OsvDocument document = parseOsv(device.readAll(), file.shown);
    if (document.look == OsvLook::Report) {
        return {};
    }
    const RejectedLine& flaw = document.rejected.front();
    return unusableFile(file.shown, QStringLiteral("line %1: it %2.").arg(flaw.line).arg(flaw.reason));
}

/// `named`: the caller named this very file, so that it must be of use.
Result<ImportFile> look(Search& search, const QString& path, const QString& shown, bool named)
{
    if (const Done wanted = search.at(QFileInfo(path).fileName()); !wanted) {
        return tl::unexpected(wanted.error());
    }
    ImportFile file{path, shown, FileFormat::Csv, RecordKind::Account, QFileInfo(path).size()};
    const auto opened = openImportFile(file);
    if (!opened) {
        return tl::unexpected(opened.error());
    }
    QFile& device = **opened;
    file.format = formatOf(device);
    if (device.peek(1).isEmpty()) {
        return unusableFile(shown, QStringLiteral("it is empty."));
    }
    if (file.format == FileFormat::Csv) {
        const auto kind = kindOfCsv(device);
        if (!kind) {
            return unusableFile(shown, kind.error().what);
        }
        file.kind = *kind;
    }
    const Done fit =
        file.format == FileFormat::Osv ? lookAtOsv(file, device, named) : lookAtRecords(file, device, search.stop());
    return fit ? Result<ImportFile>(file) : tl::unexpected(fit.error());
}

/// Data of other kinds often lies beside the import files: JSON that is no OSV report is passed over.
bool isOtherJson(const QString& path)
{
    QFile file(path);
    return file.size() > kLongestOsv ||
           (file.open(QIODevice::ReadOnly) && file.size() > 0 && parseOsv(file.readAll(), {}).look == OsvLook::Other);
}

Result<QStringList> filesOfFolder(Search& search, const QDir& folder)
{
    QStringList names;
    for (const RecordKind kind : kKinds) {
        const QString name = fileWord(kind) + ".csv"_L1;
        const QFileInfo entry(folder.filePath(name));
        if (entry.exists() || entry.isSymLink()) { // a link to nothing is an error, not an absent file
            names.push_back(name);
        }
    }
    names += folder.entryList({u"*.jsonl"_s}, QDir::Files, QDir::Name);
    for (const QString& name : folder.entryList({u"*.json"_s}, QDir::Files, QDir::Name)) {
        if (const Done wanted = search.at(name); !wanted) {
            return tl::unexpected(wanted.error());
        }
        if (!isOtherJson(folder.filePath(name))) {
            names.push_back(name);
        }
    }
    return names;
}

Done lookAtFolder(Search& search, const QString& path)
{
    const QDir folder(path);
    if (!folder.isReadable()) {
        return unusablePath(path, QStringLiteral("is a folder that cannot be read."));
    }
    const auto names = filesOfFolder(search, folder);
    if (!names) {
        return tl::unexpected(names.error());
    }
    if (names->isEmpty()) {
        return unusablePath(
            path, QStringLiteral("is a folder without files to import."),
            QStringLiteral("Looked for accounts.csv, projects.csv, uploads.csv, roles.csv, reports.csv, "
                           "*.jsonl and *.json in OSV form."));
    }
    const QString prefix = path.endsWith(QLatin1Char('/')) ? path : QString(path + QLatin1Char('/'));
    for (const QString& name : *names) {
        const QFileInfo entry(folder.filePath(name));
        if (entry.exists() && !entry.isFile()) { // a pipe would be waited for
            return unusablePath(QString(prefix + name), QStringLiteral("is not a file that can be read."));
        }
        auto file = look(search, folder.filePath(name), prefix + name, false);
        if (!file) {
            return tl::unexpected(file.error());
        }
        search.files.push_back(std::move(*file));
    }
    return {};
}

Done lookAtPath(Search& search, const QString& path)
{
    const QFileInfo info(path);
    if (path.isEmpty() || !info.exists()) {
        return unusablePath(path, QStringLiteral("does not exist."));
    }
    if (info.isDir()) {
        return lookAtFolder(search, path);
    }
    if (!info.isFile()) {
        return unusablePath(path, QStringLiteral("is neither a file nor a folder."));
    }
    auto file = look(search, path, path, true);
    if (!file) {
        return tl::unexpected(file.error());
    }
    search.files.push_back(std::move(*file));
    return {};
}

/// The mixed formats come after the five kinds of CSV.
std::ptrdiff_t rank(const ImportFile& file)
{
    return file.format == FileFormat::Csv
               ? std::find(std::begin(kKinds), std::end(kKinds), file.kind) - std::begin(kKinds)
               : std::ssize(kKinds) + static_cast<std::ptrdiff_t>(file.format);
}

/// A file named twice is read once.
void dropRepeats(std::vector<ImportFile>& files)
{
    QSet<QString> seen;
    std::erase_if(files, [&seen](const ImportFile& file) {
        const QString real = QFileInfo(file.path).canonicalFilePath();
        const bool repeat = seen.contains(real);
        seen.insert(real);
        return repeat;
    });
}

} // namespace

Result<std::vector<ImportFile>> findImportFiles(const QStringList& paths, const ProgressSink& progress,
                                                std::stop_token stop)
{
    Search search(progress, std::move(stop));
    for (const QString& path : paths) {
        if (const Done looked = lookAtPath(search, path); !looked) {
            return looked.error().kind == ErrorKind::Cancelled ? stopped() : tl::unexpected(looked.error());
        }
    }
    std::vector<ImportFile> files = std::move(search.files);
    dropRepeats(files);
    std::stable_sort(files.begin(), files.end(),
                     [](const ImportFile& a, const ImportFile& b) { return rank(a) < rank(b); });
    return files;
}

Result<std::unique_ptr<QFile>> openImportFile(const ImportFile& file)
{
    auto device = std::make_unique<QFile>(file.path);
    if (!device->open(QIODevice::ReadOnly)) {
        return unusableFile(file.shown, QStringLiteral("it cannot be opened: %1.").arg(forCell(device->errorString())));
    }
    return device;
}

Done readImportFile(const ImportFile& file, QIODevice& device, const RowSink& sink, ReadPlace& place,
                    std::stop_token stop)
{
    switch (file.format) {
    case FileFormat::Csv:
        return readCsvRows(device, file.shown, file.kind, sink, place, std::move(stop));
    case FileFormat::JsonLines:
        return readJsonLineRows(device, file.shown, sink, place, std::move(stop));
    case FileFormat::Osv:
        break;
    }
    return readOsvRows(device, file.shown, sink);
}

} // namespace cordon
