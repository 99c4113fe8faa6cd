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
#include <optional>

namespace cordon {

namespace {

using namespace Qt::StringLiterals;

tl::unexpected<Error> unusablePath(const QString& path, const QString& why, const QString& next = {})
{
    return failure(ErrorKind::BadInput, QStringLiteral("%1 %2").arg(forCell(path), why),
                   QStringLiteral("Nothing was imported."), next);
}

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
Done lookAtRecords(const ImportFile& file, QFile& device)
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
    const Done read = readImportFile(file, device, sink, place, {});
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
Result<ImportFile> look(const QString& path, const QString& shown, bool named)
{
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
    const Done fit = file.format == FileFormat::Osv ? lookAtOsv(file, device, named) : lookAtRecords(file, device);
    return fit ? Result<ImportFile>(file) : tl::unexpected(fit.error());
}

/// Data of other kinds often lies beside the import files: JSON that is no OSV report is passed over.
bool isOtherJson(const QString& path)
{
    QFile file(path);
    return file.size() > kLongestOsv ||
           (file.open(QIODevice::ReadOnly) && file.size() > 0 && parseOsv(file.readAll(), {}).look == OsvLook::Other);
}

QStringList filesOfFolder(const QDir& folder)
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
    const QStringList documents = folder.entryList({u"*.json"_s}, QDir::Files, QDir::Name);
    std::copy_if(documents.begin(), documents.end(), std::back_inserter(names),
                 [&folder](const QString& name) { return !isOtherJson(folder.filePath(name)); });
    return names;
}

Done lookAtFolder(const QString& path, std::vector<ImportFile>& files)
{
    const QDir folder(path);
    if (!folder.isReadable()) {
        return unusablePath(path, QStringLiteral("is a folder that cannot be read."));
    }
    const QStringList names = filesOfFolder(folder);
    if (names.isEmpty()) {
        return unusablePath(
            path, QStringLiteral("is a folder without files to import."),
            QStringLiteral("Looked for accounts.csv, projects.csv, uploads.csv, roles.csv, reports.csv, "
                           "*.jsonl and *.json in OSV form."));
    }
    const QString prefix = path.endsWith(QLatin1Char('/')) ? path : QString(path + QLatin1Char('/'));
    for (const QString& name : names) {
        const QFileInfo entry(folder.filePath(name));
        if (entry.exists() && !entry.isFile()) { // a pipe would be waited for
            return unusablePath(QString(prefix + name), QStringLiteral("is not a file that can be read."));
        }
        auto file = look(folder.filePath(name), prefix + name, false);
        if (!file) {
            return tl::unexpected(file.error());
        }
        files.push_back(std::move(*file));
    }
    return {};
}

Done lookAtPath(const QString& path, std::vector<ImportFile>& files)
{
    const QFileInfo info(path);
    if (path.isEmpty() || !info.exists()) {
        return unusablePath(path, QStringLiteral("does not exist."));
    }
    if (info.isDir()) {
        return lookAtFolder(path, files);
    }
    if (!info.isFile()) {
        return unusablePath(path, QStringLiteral("is neither a file nor a folder."));
    }
    auto file = look(path, path, true);
    if (!file) {
        return tl::unexpected(file.error());
    }
    files.push_back(std::move(*file));
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

Result<std::vector<ImportFile>> findImportFiles(const QStringList& paths)
{
    std::vector<ImportFile> files;
    for (const QString& path : paths) {
        if (const Done looked = lookAtPath(path, files); !looked) {
            return tl::unexpected(looked.error());
        }
    }
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
