// SPDX-License-Identifier: Apache-2.0
#include "ui/models/record_dossier.h"

#include "core/domain/visible_text.h"
#include "ui/models/cells.h"
#include "ui/models/words.h"

#include <QCoreApplication>

namespace cordon::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("cordon::ui::Dossier", text);
}

/// A hash in four parts, so that a narrow panel can break it.
QString parted(const QString& hash)
{
    QStringList parts;
    for (qsizetype at = 0; at < hash.size(); at += 16) {
        parts.append(hash.mid(at, 16));
    }
    return parts.join(QLatin1Char(' '));
}

} // namespace

Dossier runDossier(const RunSummary& run)
{
    Dossier d;
    d.kind = run.reversal ? tr("Reversal") : tr("Run");
    d.title = tr("Run %1: %2").arg(QString::number(run.id.value), forCell(run.title, 120));
    if (run.reversedBy) {
        d.badges.push_back({{}, tr("taken back by run %1").arg(run.reversedBy->value), Tone::Accent});
    }
    const RunTotals& t = run.totals;
    Dossier::Section steps{tr("Steps"), {}};
    const auto count = [&](const QString& label, std::int64_t value, Tone tone) {
        steps.lines.push_back({label, figure(value), value > 0 ? tone : Tone::Neutral});
    };
    count(tr("planned"), t.steps, Tone::Neutral);
    count(tr("done"), t.done, Tone::Neutral);
    count(tr("already so"), t.already, Tone::Neutral);
    count(tr("skipped"), t.skipped, Tone::Warn);
    count(tr("failed"), t.failed, Tone::Danger);
    count(tr("uncertain"), t.uncertain, Tone::Warn);
    count(tr("parked"), t.parked, Tone::Warn);
    count(tr("waiting"), t.waiting, Tone::Warn);
    d.sections.push_back(std::move(steps));
    Dossier::Section facts{tr("Record"), {}};
    facts.lines.push_back({tr("State"), forCell(run.state), Tone::Neutral});
    facts.lines.push_back({tr("Started"), timeCell(run.started), Tone::Neutral});
    if (run.finished) {
        facts.lines.push_back({tr("Finished"), timeCell(*run.finished), Tone::Neutral});
    }
    facts.lines.push_back({tr("As"), forCell(run.actor, 80), Tone::Neutral});
    facts.lines.push_back({tr("At"), forCell(run.registry, 120), Tone::Neutral});
    facts.lines.push_back({tr("Plan"), parted(run.planHash), Tone::Neutral});
    d.sections.push_back(std::move(facts));
    d.sections.push_back({tr("What to do"),
                          {{tr("Enter"), tr("shows every step"), Tone::Neutral},
                           {tr("Ctrl+E"), tr("writes the incident report"), Tone::Neutral},
                           {tr("Ctrl+Z"), tr("makes a plan that takes it back"), Tone::Neutral}}});
    return d;
}

Dossier ledgerDossier(const LedgerLine& line)
{
    Dossier d;
    d.kind = tr("Ledger entry %1").arg(figure(std::int64_t(line.sequence)));
    d.title = forCell(line.inWords, 600);
    const LedgerEntry& e = line.entry;
    Dossier::Section facts{tr("Entry"), {}};
    const auto fact = [&](const QString& label, const QString& value) {
        if (!value.isEmpty()) {
            facts.lines.push_back({label, value, Tone::Neutral});
        }
    };
    fact(tr("Kind"), word(e.kind));
    fact(tr("At"), formatInstant(e.at));
    fact(tr("By"), forCell(e.actor, 80));
    fact(tr("Run"), e.run > 0 ? QString::number(e.run) : QString());
    fact(tr("Step"), e.ordinal >= 0 ? figure(e.ordinal + 1) : QString());
    fact(tr("Subject"), forCell(e.subject.name, 120));
    fact(tr("From"), forCell(e.from, 60));
    fact(tr("To"), forCell(e.to, 60));
    fact(tr("Registry"), forCell(e.registry, 120));
    fact(tr("Text"), forDetail(e.text.left(1000)));
    fact(tr("Hash"), parted(line.hash));
    d.sections.push_back(std::move(facts));
    return d;
}

} // namespace cordon::ui
