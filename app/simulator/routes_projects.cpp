// SPDX-License-Identifier: Apache-2.0
// Project page, quarantine and its end, the quarantine list, the reports list that a quarantine
// leads to (warehouse-contract.md 2.1, 3.1, 3.4).
#include "app/simulator/html.h"
#include "app/simulator/project_page.h"
#include "app/simulator/router.h"
#include "app/simulator/site.h"

#include <algorithm>

namespace cordon::simulator {

using namespace Qt::StringLiterals;

namespace {

Answer projectGet(Site& site, Exchange& exchange)
{
    const ProjectRow& project = *exchange.project;
    if (exchange.parameters.front() != project.normalized) {
        return exchange.movedPermanently(projectPath(project.normalized).toLatin1());
    }
    return projectPage(site, exchange, project);
}

Answer quarantinePost(Site& site, Exchange& exchange)
{
    ProjectRow& project = *exchange.project;
    if (!site.tell(exchange, site.registry.quarantine(project, exchange.actor->username, exchange.now))) {
        return serverError();
    }
    exchange.flash(u"success"_s,
                   "Project "_L1 % project.name % " quarantined.\nPlease update related Help Scout conversations."_L1);
    return exchange.seeOther("/admin/malware_reports/");
}

Answer clearPost(Site& site, Exchange& exchange)
{
    ProjectRow& project = *exchange.project;
    if (!site.tell(exchange, site.registry.clearQuarantine(project, exchange.actor->username, exchange.now))) {
        return serverError();
    }
    exchange.flash(u"success"_s, "Project "_L1 % project.name %
                                     " quarantine cleared.\nPlease update related Help Scout conversations."_L1);
    return exchange.seeOther(projectPath(project.normalized).toLatin1());
}

Answer quarantineList(Site& site, Exchange& exchange)
{
    std::vector<const ProjectRow*> rows;
    for (const auto& entry : site.registry.projects()) {
        if (isQuarantined(entry.second)) {
            rows.push_back(&entry.second);
        }
    }
    std::stable_sort(rows.begin(), rows.end(),
                     [](const ProjectRow* a, const ProjectRow* b) { return a->changed < b->changed; });
    QString html = tableHead({}, {"Project", "Days in Quarantine", "Quarantined Date", "Note", "Actions"});
    html.replace("class=\"table "_L1, "class=\"table quarantine-table "_L1);
    for (const ProjectRow* project : rows) {
        const Instant since = project->changed.value_or(project->created);
        const auto days = std::chrono::floor<std::chrono::days>(exchange.now - since).count();
        html += "<tr><td class=\"project-name\"><a href=\""_L1 % projectPath(project->name) % "\">"_L1 %
                escaped(project->name) % "</a></td><td>"_L1 % QString::number(days) % "</td><td>"_L1 %
                naiveTime(since).left(19) % " UTC</td><td>"_L1 % escaped(project->note) % "</td><td></td></tr>\n"_L1;
    }
    html += kTableEnd;
    html += tableHead({}, {"Project", "Version", "Days in Quarantine", "Quarantined Date", "Note", "Actions"});
    html += kTableEnd;
    return adminPage(exchange, u"Quarantine"_s, html);
}

/// Reports are seeded by a later issue; the list stands because every quarantine leads here.
Answer malwareReports(Site& site, Exchange& exchange)
{
    Q_UNUSED(site);
    return adminPage(exchange, u"Malware Reports"_s,
                     tableHead(u" id=\"malware-reports\""_s,
                               {"Project Name", "Reports", "Summary", "Created", "Reported By", "Details"}) %
                         kTableEnd);
}

} // namespace

std::span<const Route> projectRoutes()
{
    static constexpr Route kRoutes[] = {
        {"/admin/projects/{project}/", "GET", Permission::Read, projectGet, OtherMethods::NotAllowed},
        {"/admin/projects/{project}/malware_reports/quarantine/", "POST", Permission::ObservationsWrite,
         quarantinePost},
        {"/admin/projects/{project}/remove_from_quarantine/", "POST", Permission::SuperuserOnly, clearPost},
        {"/admin/quarantine/", "GET", Permission::Read, quarantineList, OtherMethods::NotAllowed},
        {"/admin/malware_reports/", "GET", Permission::Read, malwareReports, OtherMethods::NotAllowed},
    };
    return kRoutes;
}

} // namespace cordon::simulator
