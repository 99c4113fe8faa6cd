// SPDX-License-Identifier: Apache-2.0
#include "ui/models/dossier.h"

#include "core/domain/names.h"
#include "core/domain/visible_text.h"
#include "ui/models/cells.h"
#include "ui/models/words.h"

#include <QCoreApplication>

namespace cordon::ui {

namespace {

constexpr std::size_t kListed = 12;

QString tr(const char* text)
{
    return QCoreApplication::translate("cordon::ui::Dossier", text);
}

QString orUnknown(const QString& text)
{
    return text.isEmpty() ? tr("unknown") : forCell(text);
}

QString yesNo(const std::optional<bool>& value)
{
    return !value ? tr("unknown") : *value ? tr("yes") : tr("no");
}

QString number(const std::optional<std::int64_t>& value)
{
    return value ? figure(*value) : tr("unknown");
}

void addBadges(Dossier& dossier, const Index& index, Table table, Row row)
{
    if (index.isProtected(table).test(row)) {
        dossier.badges.push_back({{}, tr("protected"), Tone::Warn});
    }
    if (index.stubs(table).test(row)) {
        dossier.badges.push_back({{}, tr("only mentioned, never described"), Tone::Warn});
    }
    if (hasHiddenCharacters(index.subject(table, row).name)) {
        dossier.badges.push_back({{}, tr("hidden characters in the name"), Tone::Danger});
    }
}

Dossier::Section whySection(const Index& index, Table table, Row row)
{
    Dossier::Section why{tr("Why is this one here?"), {}};
    const auto reports = table == Table::Accounts ? index.reportsOnAccount(row) : index.reportsOnProject(row);
    if (!index.flagged(table).test(row)) {
        why.lines.push_back({{}, tr("Not flagged: it matches the filter, that is all."), Tone::Neutral});
    } else if (reports.empty()) {
        why.lines.push_back({{}, tr("Flagged by an import."), Tone::Neutral});
    } else {
        why.lines.push_back(
            {{}, tr("Flagged by %1.").arg(counted(std::int64_t(reports.size()), tr("report"))), Tone::Neutral});
    }
    if (const auto decision = index.decisionOn(table, row)) {
        why.lines.push_back({tr("Decided"),
                             tr("%1, %2 UTC%3")
                                 .arg(word(decision->verb), formatMinute(decision->at),
                                      decision->run.valid() ? tr(", run %1").arg(decision->run.value) : QString()),
                             Tone::Accent});
    }
    return why;
}

void addReports(Dossier& dossier, const Index& index, std::span<const Row> reports)
{
    if (reports.empty()) {
        return;
    }
    Dossier::Section section{tr("Reports"), {}};
    for (const Row row : reports.first(std::min(reports.size(), kListed))) {
        const Report report = index.report(row);
        const QString trusted = report.trusted && *report.trusted ? tr(" (trusted)") : QString();
        section.lines.push_back(
            {formatDay(report.created),
             QString(forCell(report.kind, 60) % QStringLiteral(", ") % forCell(report.observer, 60) % trusted),
             Tone::Neutral});
        if (!report.summary.isEmpty()) {
            section.lines.push_back({{}, forCell(report.summary), Tone::Neutral});
        }
    }
    dossier.sections.push_back(std::move(section));
}

QString more(std::size_t total)
{
    return tr("and %1 more").arg(figure(std::int64_t(total - kListed)));
}

Dossier::Section ownedProjects(const Index& index, Row row)
{
    const auto owned = index.projectsOwnedBy(row);
    Dossier::Section section{tr("Projects (%1)").arg(figure(std::int64_t(owned.size()))), {}};
    for (const Row project : owned.first(std::min(owned.size(), kListed))) {
        const Project value = index.project(project);
        const auto empty = value.empty();
        section.lines.push_back(
            {formatDay(value.created),
             QString(forCell(value.name, 80) % (empty && *empty ? tr(" · empty") : QString()) %
                     (value.state == ProjectState::Active ? QString()
                                                          : QString(QStringLiteral(" · ") % stateWords(value.state)))),
             stateTone(value.state)});
    }
    if (owned.size() > kListed) {
        section.lines.push_back({{}, more(owned.size()), Tone::Neutral});
    }
    if (owned.empty()) {
        section.lines.push_back({{}, tr("None."), Tone::Neutral});
    }
    return section;
}

Dossier::Section otherRoles(const Index& index, Row row)
{
    Dossier::Section section{tr("Roles on projects of others"), {}};
    for (const Row project : index.projectsWithRoleOf(row)) {
        if (index.ownerOf(project) != row && section.lines.size() < kListed) {
            section.lines.push_back(
                {tr("project"), forCell(index.columns()->projects.name.text(project), 80), Tone::Warn});
        }
    }
    return section;
}

Dossier::Section people(const Index& index, Row row)
{
    const auto roles = index.rolesOn(row);
    Dossier::Section section{tr("People with a role"), {}};
    for (const auto& role : roles.first(std::min(roles.size(), kListed))) {
        const Account account = index.account(role.account);
        const bool owner = role.account == index.ownerOf(row);
        section.lines.push_back({forCell(index.roleWord(role), 30),
                                 QString(forCell(account.name, 80) % QStringLiteral(" · ") % stateWords(account.state) %
                                         (owner ? QString() : tr(" · a quarantine would freeze this person, too"))),
                                 owner ? Tone::Neutral : Tone::Warn});
    }
    return section;
}

void addNotes(Dossier& dossier, const QString& note)
{
    if (note.isEmpty()) {
        return;
    }
    Dossier::Section section{tr("Notes of the import"), {}};
    for (const QString& line : note.split(QLatin1Char('\n')).mid(0, qsizetype(kListed))) {
        section.lines.push_back({{}, forCell(line), Tone::Neutral});
    }
    dossier.sections.push_back(std::move(section));
}

/// What the keys do on a group.
Dossier::Section groupKeys(bool uploads, bool open)
{
    const auto line = [](const QString& key, const QString& does) { return Dossier::Line{key, does, Tone::Neutral}; };
    Dossier::Section next{tr("What now?"), {}};
    next.lines.push_back(line(QStringLiteral("Right"), open ? tr("go to its first row") : tr("show its rows here")));
    if (open) {
        next.lines.push_back(line(QStringLiteral("Left"), tr("hide its rows")));
    }
    // Uploads have no page of their own that a filter could lead to.
    next.lines.push_back(line(QStringLiteral("Enter"), !uploads ? tr("filter to this group")
                                                       : open   ? tr("hide its rows")
                                                                : tr("show its rows here")));
    next.lines.push_back(line(QStringLiteral("Space"), uploads ? tr("tick their projects") : tr("tick its members")));
    return next;
}

} // namespace

Dossier accountDossier(const Index& index, Row row, bool reveal)
{
    const Account account = index.account(row);
    Dossier dossier;
    dossier.kind = tr("Account");
    dossier.title = forCell(account.name);
    dossier.hasPersonalData = true;
    dossier.badges.push_back({{}, stateWords(account.state), stateTone(account.state)});
    addBadges(dossier, index, Table::Accounts, row);
    dossier.sections.push_back(whySection(index, Table::Accounts, row));
    Dossier::Section facts{tr("Facts"), {}};
    facts.lines.push_back({tr("Joined"), QString(formatInstant(account.joined)), Tone::Neutral});
    facts.lines.push_back({tr("Mail domain"), orUnknown(account.domain), Tone::Neutral});
    facts.lines.push_back(
        {tr("Address"), orUnknown(reveal ? account.email : maskedAddress(account.email)), Tone::Neutral});
    facts.lines.push_back({tr("Address verified"), yesNo(account.emailVerified), Tone::Neutral});
    facts.lines.push_back({tr("Two-factor"), orUnknown(account.twoFactor), Tone::Neutral});
    facts.lines.push_back({tr("Sign-up address"),
                           account.signupIp.isEmpty() ? tr("unknown")
                           : reveal                   ? forCell(account.signupIp)
                                                      : tr("masked"),
                           Tone::Neutral});
    dossier.sections.push_back(std::move(facts));
    addReports(dossier, index, index.reportsOnAccount(row));
    dossier.sections.push_back(ownedProjects(index, row));
    if (Dossier::Section roles = otherRoles(index, row); !roles.lines.empty()) {
        dossier.sections.push_back(std::move(roles));
    }
    addNotes(dossier, account.note);
    return dossier;
}

Dossier projectDossier(const Index& index, Row row, bool reveal)
{
    const Project project = index.project(row);
    const Account owner = index.account(index.ownerOf(row));
    Dossier dossier;
    dossier.kind = tr("Project");
    dossier.title = forCell(project.name);
    dossier.hasPersonalData = true;
    dossier.badges.push_back({{}, stateWords(project.state), stateTone(project.state)});
    if (const auto empty = project.empty(); empty && *empty) {
        dossier.badges.push_back({{}, tr("no code"), Tone::Warn});
    }
    addBadges(dossier, index, Table::Projects, row);
    dossier.sections.push_back(whySection(index, Table::Projects, row));
    Dossier::Section facts{tr("Facts"), {}};
    facts.lines.push_back({tr("Created"), formatInstant(project.created), Tone::Neutral});
    facts.lines.push_back({tr("Owner"), forCell(owner.name), Tone::Neutral});
    facts.lines.push_back({tr("Owner joined"), formatInstant(owner.joined), Tone::Neutral});
    facts.lines.push_back(
        {tr("Owner's address"), orUnknown(reveal ? owner.email : maskedAddress(owner.email)), Tone::Neutral});
    facts.lines.push_back({tr("Releases, files"),
                           QString(number(project.releases) % QStringLiteral(", ") % number(project.files)),
                           Tone::Neutral});
    facts.lines.push_back({tr("Modules, scripts"),
                           QString(number(project.pyModules) % QStringLiteral(", ") % number(project.consoleScripts)),
                           Tone::Neutral});
    facts.lines.push_back({tr("Bytes"), number(project.totalBytes), Tone::Neutral});
    facts.lines.push_back({tr("Repository"), orUnknown(project.repoUrl), Tone::Neutral});
    facts.lines.push_back({tr("Published by"), orUnknown(project.publisher), Tone::Neutral});
    if (!project.summary.isEmpty()) {
        facts.lines.push_back({tr("Summary"), forCell(project.summary), Tone::Neutral});
    }
    dossier.sections.push_back(std::move(facts));
    dossier.sections.push_back(people(index, row));
    addReports(dossier, index, index.reportsOnProject(row));
    addNotes(dossier, project.note);
    return dossier;
}

Dossier uploadDossier(const Index& index, Row row)
{
    const Upload upload = index.upload(row);
    Dossier dossier;
    dossier.kind = tr("Upload");
    dossier.title = forCell(upload.project);
    addBadges(dossier, index, Table::Projects, index.projectOfUpload(row));
    Dossier::Section facts{tr("Facts"), {}};
    facts.lines.push_back({tr("Uploaded"), formatInstant(upload.uploaded), Tone::Neutral});
    facts.lines.push_back({tr("By"), orUnknown(upload.account), Tone::Neutral});
    facts.lines.push_back({tr("Bytes"), number(upload.size), Tone::Neutral});
    dossier.sections.push_back(std::move(facts));
    dossier.sections.push_back({tr("What now?"), {{QStringLiteral("Space"), tr("tick its project"), Tone::Neutral}}});
    return dossier;
}

Dossier groupDossier(const ViewData& view, const Group& group, GroupStand stand)
{
    const bool uploads = view.groupOf == Table::Uploads;
    const auto told = [&](std::int64_t value) { return stand.counted ? figure(value) : QStringLiteral("…"); };
    Dossier dossier;
    dossier.kind = tr("Group");
    dossier.title = group.domain ? forCell(view.index->domain(*group.domain)) : tr("(no mail domain)");
    if (group.open > 0) {
        dossier.badges.push_back({{}, tr("%1 open").arg(figure(group.open)), Tone::Accent});
    }
    if (group.domain && view.index->isProtected(Table::Domains).test(*group.domain)) {
        dossier.badges.push_back({{}, tr("protected domain"), Tone::Warn});
    }
    Dossier::Section facts{tr("Under the filter"), {}};
    if (uploads) {
        facts.lines.push_back({tr("Uploads"), figure(group.rows), Tone::Neutral});
    }
    facts.lines.push_back({tr("Accounts"), told(group.accounts), Tone::Neutral});
    facts.lines.push_back({tr("Projects"), told(group.projects), Tone::Neutral});
    facts.lines.push_back(
        {tr("Flagged, open"), QString(told(group.flagged) % QStringLiteral(", ") % told(group.open)), Tone::Neutral});
    facts.lines.push_back({tr("First"), formatInstant(group.first), Tone::Neutral});
    facts.lines.push_back({tr("Last"), formatInstant(group.last), Tone::Neutral});
    dossier.sections.push_back(std::move(facts));
    dossier.sections.push_back(groupKeys(uploads, stand.open));
    return dossier;
}

} // namespace cordon::ui
