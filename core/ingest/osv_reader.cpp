// SPDX-License-Identifier: Apache-2.0
#include "core/domain/name_keys.h"
#include "core/domain/names.h"
#include "core/domain/visible_text.h"
#include "core/ingest/chunked.h"
#include "core/ingest/osv_document.h"
#include "core/ingest/row_readers.h"
#include "core/ingest/text_place.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

#include <algorithm>

namespace cordon {

namespace {

/// Observer, summary and link together: each affected package gets them.
constexpr qsizetype kLongestTexts = 64 * 1024;

using namespace Qt::StringLiterals;

RejectedLine rejectedWhole(const QString& fileName, const QString& reason)
{
    return {fileName, 1, 0, reason};
}

bool looksLikeOsv(const QJsonObject& document)
{
    return document["id"_L1].isString() && document["modified"_L1].isString();
}

/// OSV also carries vulnerabilities of honest projects; nobody may be flagged for one.
bool saysMalicious(const QJsonObject& document)
{
    const auto isMalId = [](const QString& id) { return id.startsWith("MAL-"_L1); };
    if (isMalId(document["id"_L1].toString()) ||
        document["database_specific"_L1].toObject().contains("malicious-packages-origins"_L1)) {
        return true;
    }
    const QJsonArray aliases = document["aliases"_L1].toArray();
    return std::any_of(aliases.begin(), aliases.end(), [&](const auto& alias) { return isMalId(alias.toString()); });
}

/// Who reported it, as far as the document says.
QString observerOf(const QJsonObject& document)
{
    const QString credit = document["credits"_L1].toArray().at(0).toObject()["name"_L1].toString();
    if (!credit.isEmpty()) {
        return credit;
    }
    const QJsonArray origins = document["database_specific"_L1].toObject()["malicious-packages-origins"_L1].toArray();
    const QString source = origins.at(0).toObject()["source"_L1].toString();
    return source.isEmpty() ? QStringLiteral("OSV") : source;
}

QString firstReference(const QJsonObject& document)
{
    return document["references"_L1].toArray().at(0).toObject()["url"_L1].toString();
}

QStringList pypiNames(const QJsonObject& document)
{
    QStringList names;
    for (const auto& affected : document["affected"_L1].toArray()) {
        const QJsonObject package = affected.toObject()["package"_L1].toObject();
        // "PyPI:https://other.index" names another registry.
        if (package["ecosystem"_L1].toString() == "PyPI"_L1) {
            names.push_back(package["name"_L1].toString());
        }
    }
    return names;
}

/// What all reports of the document share; the reason where it cannot be used.
tl::expected<Report, QString> commonPart(const QJsonObject& document)
{
    if (!saysMalicious(document)) {
        return tl::unexpected(QStringLiteral("is a report of a vulnerability, not of a malicious package"));
    }
    const QJsonValue published = document["published"_L1];
    const QString time = published.isString() ? published.toString() : document["modified"_L1].toString();
    const auto at = parseInstant(time);
    if (!at) {
        return tl::unexpected(QStringLiteral("its time \"%1\" cannot be read").arg(forCell(time, 60)));
    }
    Report report;
    report.kind = QStringLiteral("is_malware");
    report.created = *at;
    report.observer = observerOf(document);
    report.summary = document["id"_L1].toString() + ": "_L1 + document["summary"_L1].toString();
    report.url = firstReference(document);
    const QString texts = report.observer + report.summary + report.url;
    if (texts.size() > kLongestTexts) {
        return tl::unexpected(QStringLiteral("holds texts longer than 64 KiB, which each of its packages would get"));
    }
    if (texts.contains(QChar(0))) {
        return tl::unexpected(QStringLiteral("holds a NUL character"));
    }
    return report;
}

bool hand(const Report& report, const RowSink& sink)
{
    const std::string project = report.project.toStdString();
    const std::string observer = report.observer.toStdString();
    const std::string kind = report.kind.toStdString();
    const std::string summary = report.summary.toStdString();
    const std::string url = report.url.toStdString();
    std::string storage;
    return sink.row(ImportedReport{
        projectKeyOf(project, storage), project, {}, {}, observer, report.trusted, kind, report.created, summary, url});
}

/// One report for each project, however often and in which spelling it is named.
void addReports(OsvDocument& result, const Report& common, const QStringList& names, const QString& fileName)
{
    QSet<QString> seen;
    for (const QString& name : names) {
        if (!isProjectName(name)) {
            result.rejected.push_back(rejectedWhole(
                fileName,
                QStringLiteral("affected: \"%1\" is not a project name of the registry").arg(forCell(name, 60))));
        } else if (!seen.contains(normalizedProject(name))) {
            seen.insert(normalizedProject(name));
            result.reports.push_back(common);
            result.reports.back().project = name;
        }
    }
}

} // namespace

OsvDocument parseOsv(const QByteArray& bytes, const QString& fileName)
{
    OsvDocument result;
    QJsonParseError error;
    const QJsonDocument json = QJsonDocument::fromJson(bytes, &error);
    if (error.error != QJsonParseError::NoError) {
        const TextPlace place = placeOf(bytes, 1, error.offset);
        result.look = OsvLook::Broken;
        result.rejected.push_back(
            {fileName, place.line, place.column, QStringLiteral("is no JSON: %1").arg(error.errorString())});
        return result;
    }
    const QJsonObject document = json.object();
    if (!looksLikeOsv(document)) {
        result.rejected.push_back(
            rejectedWhole(fileName, QStringLiteral("is no OSV report: it has no \"id\" and \"modified\"")));
        return result;
    }
    result.look = OsvLook::Report;
    const QStringList names = pypiNames(document);
    if (document["withdrawn"_L1].isString() || names.isEmpty()) {
        return result;
    }
    if (const auto common = commonPart(document)) {
        addReports(result, *common, names, fileName);
    } else {
        result.rejected.push_back(rejectedWhole(fileName, common.error()));
    }
    return result;
}

Done readOsvRows(QIODevice& device, const QString& fileName, const RowSink& sink)
{
    QByteArray bytes;
    const Done read = readChunks(device, fileName, sink.progress, {}, [&bytes](QByteArrayView chunk) {
        bytes.append(chunk);
        return bytes.size() <= kLongestOsv;
    });
    if (!read) {
        return read;
    }
    if (bytes.size() > kLongestOsv) {
        return unusableFile(fileName, QStringLiteral("an OSV report larger than 16 MiB is not read."));
    }
    if (bytes.trimmed().isEmpty()) {
        return unusableFile(fileName, QStringLiteral("it is empty."));
    }
    OsvDocument document = parseOsv(bytes, fileName);
    for (RejectedLine& line : document.rejected) {
        if (!sink.rejected(std::move(line))) {
            return {};
        }
    }
    for (const Report& report : document.reports) {
        if (!hand(report, sink)) {
            break;
        }
    }
    return {};
}

} // namespace cordon
