// SPDX-License-Identifier: Apache-2.0
#include "ui/models/cells.h"

#include "core/domain/visible_text.h"
#include "ui/models/words.h"
#include "ui/views/plain_text.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QStringList>

namespace cordon::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("cordon::ui::cells", text);
}

} // namespace

QString stateWords(AccountState state)
{
    return state == AccountState::Frozen ? tr("frozen") : tr("active");
}

QString stateWords(ProjectState state)
{
    switch (state) {
    case ProjectState::Active:
        return tr("active");
    case ProjectState::Quarantined:
        return tr("quarantined");
    case ProjectState::QuarantineExit:
        return tr("active, cleared");
    case ProjectState::Archived:
        return tr("archived");
    case ProjectState::Removed:
        return tr("removed");
    }
    return {};
}

Tone stateTone(AccountState state)
{
    return state == AccountState::Frozen ? Tone::Danger : Tone::Neutral;
}

Tone stateTone(ProjectState state)
{
    return state == ProjectState::Quarantined ? Tone::Danger
           : state == ProjectState::Removed   ? Tone::Warn
                                              : Tone::Neutral;
}

QString signs(const Index& index, Table table, Row row)
{
    QStringList words;
    if (index.flagged(table).test(row)) {
        words.append(index.decided(table).test(row) ? tr("flagged") : tr("open"));
    }
    if (const auto decision = index.decisionOn(table, row)) {
        words.append(tr("decided: %1").arg(word(decision->verb)));
    }
    const std::size_t reports =
        table == Table::Accounts ? index.reportsOnAccount(row).size() : index.reportsOnProject(row).size();
    if (reports > 0) {
        words.append(counted(std::int64_t(reports), tr("report")));
    }
    if (index.isProtected(table).test(row)) {
        words.append(tr("protected"));
    }
    if (table == Table::Projects && index.rolesOn(row).size() > 1) {
        words.append(tr("co-owned"));
    }
    if (hasHiddenCharacters(index.subject(table, row).name)) {
        words.append(tr("hidden characters"));
    }
    return words.join(QStringLiteral(" · "));
}

QString withGaveUp(const QString& signs, bool gaveUp)
{
    if (!gaveUp) {
        return signs;
    }
    const QString said = tr("filter gave up");
    return signs.isEmpty() ? said : QString(signs % QStringLiteral(" · ") % said);
}

QString stepWords(StepState state)
{
    switch (state) {
    case StepState::Planned:
        return tr("waiting");
    case StepState::Throttled:
        return tr("waiting: slowed down");
    case StepState::Intent:
        return tr("sending");
    case StepState::Accepted:
        return tr("reading back");
    case StepState::Unknown:
        return tr("uncertain");
    case StepState::Done:
    case StepState::Confirmed:
        return tr("done");
    case StepState::Already:
        return tr("already so");
    case StepState::DoneByOther:
        return tr("already, by another");
    case StepState::Stale:
        return tr("skipped: changed");
    case StepState::Cancelled:
        return tr("skipped: cancelled");
    case StepState::Rejected:
        return tr("failed");
    case StepState::Parked:
        return tr("parked");
    }
    return {};
}

Tone stepTone(StepState state)
{
    switch (state) {
    case StepState::Done:
    case StepState::Confirmed:
        return Tone::Good;
    case StepState::Intent:
    case StepState::Accepted:
        return Tone::Accent;
    case StepState::Unknown:
    case StepState::Parked:
    case StepState::Stale:
        return Tone::Warn;
    case StepState::Rejected:
        return Tone::Danger;
    default:
        return Tone::Neutral;
    }
}

QString timeCell(Instant at)
{
    return at == Instant() ? QString() : formatMinute(at);
}

QString timeToolTip(Instant at)
{
    if (at == Instant()) {
        return {};
    }
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(at.time_since_epoch().count() / 1000);
    return plainToolTip(
        tr("%1 UTC\n%2 local time").arg(formatInstant(at), local.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss t"))));
}

QString nameToolTip(const QString& name)
{
    return name.size() > 40 || hasHiddenCharacters(name) ? plainToolTip(forCell(name, 1000)) : QString();
}

} // namespace cordon::ui
