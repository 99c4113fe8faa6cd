// SPDX-License-Identifier: Apache-2.0
// What everybody can read: the simple index, the JSON of a project, and the few pages that a
// log-in ends on (warehouse-contract.md section 4).
#include "app/simulator/html.h"
#include "app/simulator/router.h"
#include "app/simulator/site.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace cordon::simulator {

using namespace Qt::StringLiterals;

namespace {

constexpr const char* kSimpleJson = "application/vnd.pypi.simple.v1+json";

bool wantsJson(const Exchange& exchange)
{
    return exchange.request.header("Accept").contains(kSimpleJson);
}

QString publicStatus(const ProjectRow& project)
{
    if (isQuarantined(project)) {
        return u"quarantined"_s;
    }
    return project.lifecycle.startsWith("archived"_L1) ? u"archived"_s : u"active"_s;
}

qint64 serialOf(const Site& site, const ProjectRow& project)
{
    const auto& rows = site.registry.journalOf(project.name);
    return rows.empty() ? 0 : static_cast<qint64>(site.registry.journal()[rows.back()].id);
}

Answer jsonAnswer(const QByteArray& type, const QJsonObject& object, qint64 serial)
{
    Answer answer;
    answer.contentType = type;
    answer.body = QJsonDocument(object).toJson(QJsonDocument::Compact);
    answer.headers.emplace_back("X-PyPI-Last-Serial", QByteArray::number(serial));
    answer.headers.emplace_back("Vary", "Accept");
    return answer;
}

Answer simpleIndex(Site& site, Exchange& exchange)
{
    QJsonArray projects;
    QString links;
    for (const auto& entry : site.registry.projects()) {
        const ProjectRow& project = entry.second;
        if (isQuarantined(project)) {
            continue;
        }
        projects.append(QJsonObject{{"name"_L1, project.name}, {"_last-serial"_L1, serialOf(site, project)}});
        links += "<a href=\"/simple/"_L1 % QString::fromLatin1(segment(project.normalized)) % "/\">"_L1 %
                 escaped(project.name) % "</a>\n"_L1;
    }
    const auto serial = static_cast<qint64>(site.registry.journal().size());
    if (!wantsJson(exchange)) {
        return plainPage(u"Simple index"_s, links);
    }
    return jsonAnswer(kSimpleJson,
                      {{"meta"_L1, QJsonObject{{"api-version"_L1, "1.4"_L1}, {"_last-serial"_L1, serial}}},
                       {"projects"_L1, projects}},
                      serial);
}

/// Files and their versions as everybody sees them: none of a quarantined project.
struct PublicFiles {
    QJsonArray files, versions;
};

PublicFiles publicFiles(const ProjectRow& project)
{
    PublicFiles seen;
    if (isQuarantined(project)) {
        return seen;
    }
    for (const FileRow& file : project.files) {
        if (!seen.versions.contains(file.version)) {
            seen.versions.append(file.version);
        }
        seen.files.append(
            QJsonObject{{"filename"_L1, file.filename},
                        {"url"_L1, QString("/packages/"_L1 % QString::fromLatin1(segment(file.filename)))},
                        {"hashes"_L1, file.sha256.isEmpty() ? QJsonObject() : QJsonObject{{"sha256"_L1, file.sha256}}},
                        {"size"_L1, static_cast<qint64>(file.size)},
                        {"upload-time"_L1, formatInstant(file.uploaded)},
                        {"yanked"_L1, false}});
    }
    return seen;
}

Answer simpleDetail(Site& site, Exchange& exchange)
{
    const ProjectRow& project = *exchange.project;
    if (exchange.parameters.front() != project.normalized) {
        return exchange.movedPermanently("/simple/" + segment(project.normalized) + "/");
    }
    const PublicFiles seen = publicFiles(project);
    if (!wantsJson(exchange)) {
        return plainPage("Links for "_L1 % project.name,
                         "<meta name=\"pypi:project-status\" content=\""_L1 % publicStatus(project) % "\">\n"_L1);
    }
    const qint64 serial = serialOf(site, project);
    return jsonAnswer(kSimpleJson,
                      {{"meta"_L1, QJsonObject{{"api-version"_L1, "1.4"_L1}, {"_last-serial"_L1, serial}}},
                       {"name"_L1, project.normalized},
                       {"project-status"_L1, QJsonObject{{"status"_L1, publicStatus(project)}}},
                       {"versions"_L1, seen.versions},
                       {"files"_L1, seen.files},
                       {"alternate-locations"_L1, QJsonArray()}},
                      serial);
}

/// A quarantined project looks removed here.
Answer projectJson(Site& site, Exchange& exchange)
{
    ProjectRow* project = site.registry.project(exchange.parameters.front());
    if (!project || isQuarantined(*project)) {
        Answer answer;
        answer.status = 404;
        answer.contentType = "application/json";
        answer.body = R"({"message": "Not Found"})";
        return answer;
    }
    if (exchange.parameters.front() != project->normalized) {
        return exchange.movedPermanently("/pypi/" + segment(project->normalized) + "/json");
    }
    QJsonArray roles;
    for (const RoleRow& role : project->roles) {
        roles.append(QJsonObject{{"role"_L1, role.role}, {"user"_L1, site.registry.account(role.user)->username}});
    }
    const qint64 serial = serialOf(site, *project);
    return jsonAnswer("application/json",
                      {{"info"_L1, QJsonObject{{"name"_L1, project->name}}},
                       {"urls"_L1, publicFiles(*project).files},
                       {"vulnerabilities"_L1, QJsonArray()},
                       {"last_serial"_L1, serial},
                       {"ownership"_L1, QJsonObject{{"roles"_L1, roles}, {"organization"_L1, QJsonValue()}}}},
                      serial);
}

Answer landing(Site& site, Exchange& exchange)
{
    Q_UNUSED(site);
    Q_UNUSED(exchange);
    return plainPage(u"Simulated registry"_s, u"<p>A registry for rehearsals.</p>\n"_s);
}

Answer manageProjects(Site& site, Exchange& exchange)
{
    Q_UNUSED(site);
    Q_UNUSED(exchange);
    return plainPage(u"Your projects"_s, u"<p>No projects.</p>\n"_s);
}

} // namespace

std::span<const Route> publicRoutes()
{
    static constexpr Route kRoutes[] = {
        {"/", "GET", Permission::Public, landing, OtherMethods::NotAllowed},
        {"/manage/projects/", "GET", Permission::Public, manageProjects, OtherMethods::NotAllowed},
        {"/simple/", "GET", Permission::Public, simpleIndex, OtherMethods::NotAllowed},
        {"/simple/{project}/", "GET", Permission::Public, simpleDetail, OtherMethods::NotAllowed},
        {"/pypi/{}/json", "GET", Permission::Public, projectJson, OtherMethods::NotAllowed},
    };
    return kRoutes;
}

} // namespace cordon::simulator
