// SPDX-License-Identifier: Apache-2.0
#include "app/simulator/project_page.h"

#include "app/simulator/html.h"
#include "app/simulator/router.h"
#include "app/simulator/site.h"

#include <set>

namespace cordon::simulator {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kJournalsShown = 30;
constexpr std::size_t kReleasesShown = 10;

QString lifecycleCard(const Exchange& exchange, const ProjectRow& project)
{
    if (!isQuarantined(project)) {
        return project.lifecycle.startsWith("archived"_L1)
                   ? u"<div class=\"card card-info\"><div class=\"card-header\">Archived</div></div>\n"_s
                   : QString();
    }
    const bool disabled = !allows(exchange.actor->flags, Permission::SuperuserOnly);
    return "<div class=\"card card-danger\"><div class=\"card-header\"><h3 "
           "class=\"card-title\">Quarantined</h3></div>\n"
           "<div class=\"card-body\"><p>Quarantined "_L1 %
           (project.changed ? timeElement(*project.changed) : u"None"_s) % "</p>\n<p>Note: "_L1 %
           escaped(project.note) % "</p>\n<form method=\"post\" action=\""_L1 % projectPath(project.name) %
           "remove_from_quarantine/\">"_L1 % csrfField(*exchange.session) % "<button type=\"submit\""_L1 %
           (disabled ? " disabled"_L1 : ""_L1) % ">Remove from Quarantine</button></form></div></div>\n"_L1;
}

QString maintainers(Site& site, const ProjectRow& project)
{
    QString html = "<div class=\"card\" id=\"maintainers\">"_L1 % tableHead({}, {"Username", "Role", ""});
    for (const RoleRow& role : project.roles) {
        const QString username = site.registry.account(role.user)->username;
        html += "<tr><td><a href=\""_L1 % userPath(username) % "\">"_L1 % escaped(username) % "</a></td><td>"_L1 %
                escaped(role.role) % "</td><td><div class=\"modal\" id=\"deleteRoleModal-"_L1 % role.uuid %
                "\"></div></td></tr>\n"_L1;
    }
    html += kTableEnd % "</div>\n"_L1;
    return html;
}

QString releases(const ProjectRow& project)
{
    QString html = "<div class=\"card\" id=\"releases\">"_L1 %
                   tableHead({}, {"Release version", "Created", "Uploader", "Author email", "Observations"});
    std::set<QString> seen;
    for (auto file = project.files.rbegin(); file != project.files.rend() && seen.size() < kReleasesShown; ++file) {
        if (seen.insert(file->version).second) {
            html += "<tr><td><a href=\""_L1 % projectPath(project.normalized) % "release/"_L1 %
                    QString::fromLatin1(segment(file->version)) % "\">"_L1 % escaped(project.name) % '-'_L1 %
                    escaped(file->version) % "</a></td><td>"_L1 % naiveTime(file->uploaded) %
                    "</td><td></td><td>None</td><td>0</td></tr>\n"_L1;
        }
    }
    html += kTableEnd % "</div>\n"_L1;
    return html;
}

QString journals(Site& site, const ProjectRow& project)
{
    const std::vector<std::size_t>& rows = site.registry.journalOf(project.name);
    QString html = "<div class=\"card\" id=\"journals\"><span class=\"badge\">"_L1 % QString::number(rows.size()) %
                   "</span>"_L1 % tableHead({}, {"Date", "Submitted by", "Version", "Action"});
    std::size_t shown = 0;
    for (auto at = rows.rbegin(); at != rows.rend() && shown < kJournalsShown; ++at, ++shown) {
        const JournalRow& row = site.registry.journal()[*at];
        html += "<tr><td>"_L1 % naiveTime(row.at) % "</td><td><a href=\""_L1 % userPath(row.by) % "\">"_L1 %
                escaped(row.by) % "</a></td><td>"_L1 % (row.version.isEmpty() ? u"None"_s : escaped(row.version)) %
                "</td><td>"_L1 % escaped(row.action) % "</td></tr>\n"_L1;
    }
    html += kTableEnd % "</div>\n"_L1;
    return html;
}

} // namespace

Answer projectPage(Site& site, Exchange& exchange, const ProjectRow& project)
{
    const bool disabled = !allows(exchange.actor->flags, Permission::SuperuserOnly);
    const QString quarantine = "<form method=\"post\" action=\""_L1 % projectPath(project.name) %
                               "malware_reports/quarantine/\">"_L1 % csrfField(*exchange.session) %
                               "<button type=\"submit\">Quarantine</button></form>\n"_L1;
    const QString attributes = "<div class=\"card\" id=\"attributes\"><p>Total size: "_L1 %
                               QString::number(project.totalBytes) % "</p></div>\n"_L1;
    const QString deletion = "<form id=\"delete-project\"><label for=\"confirm_project_name\">"_L1 %
                             escaped(project.normalized) %
                             "</label><input name=\"confirm_project_name\" type=\"text\""_L1 %
                             (disabled ? " disabled"_L1 : ""_L1) % "></form>\n"_L1;
    return adminPage(exchange, project.name,
                     lifecycleCard(exchange, project) % attributes % maintainers(site, project) % releases(project) %
                         journals(site, project) % quarantine % deletion);
}

} // namespace cordon::simulator
