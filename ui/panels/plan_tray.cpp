// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/plan_tray.h"

#include "ui/models/words.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace cordon::ui {

PlanTray::PlanTray(Workbench& bench, PlanDesk& desk, QWidget* parent) : QWidget(parent), m_bench(bench), m_desk(desk)
{
    setObjectName(QStringLiteral("planTray"));
    setAccessibleName(tr("Plan tray"));
    setBackgroundRole(QPalette::Button);
    setAutoFillBackground(true);
    makeParts();
    layOut();
    connect(m_justify, &QPushButton::clicked, this, &PlanTray::justifyWanted);
    connect(m_check, &QPushButton::clicked, this, &PlanTray::checkWanted);
    connect(m_leftOut, &QPushButton::clicked, this, &PlanTray::leftOutWanted);
    connect(&bench.set(), &WorkingSet::changed, this, &PlanTray::showSet);
    connect(&bench, &Workbench::viewChanged, this, &PlanTray::showSet);
    connect(&bench, &Workbench::workspaceChanged, this, &PlanTray::showSet);
    connect(&desk, &PlanDesk::verbsChanged, this, &PlanTray::showVerbs);
    connect(&desk, &PlanDesk::draftChanged, this, &PlanTray::showVerbs);
    connect(&desk, &PlanDesk::previewChanged, this, &PlanTray::showPreview);
    showSet();
    showVerbs();
    showPreview();
}

void PlanTray::makeParts()
{
    m_figures = new PlainLabel({}, TextRole::Figure, this);
    m_figures->setObjectName(QStringLiteral("trayCounts"));
    m_figures->setAccessibleName(tr("Ticked"));
    for (Chip** chip :
         {&m_hidden, &m_missing, &m_protected, &m_collateral, &m_ban, &m_quarantine, &m_reinstate, &m_clear, &m_why}) {
        *chip = new Chip({}, Tone::Neutral, this);
    }
    m_advice = (new PlainLabel({}, TextRole::Body, this))->muted();
    m_advice->setObjectName(QStringLiteral("trayAdvice"));
    m_advice->setAccessibleName(tr("What to do next"));
    m_advice->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_leftOut = new QPushButton(this);
    m_leftOut->setObjectName(QStringLiteral("leftOutButton"));
    m_leftOut->setAccessibleName(tr("Left out rows"));
    m_justify = new QPushButton(tr("Justify  J"), this);
    m_justify->setObjectName(QStringLiteral("justifyButton"));
    m_justify->setAccessibleName(tr("Justification"));
    m_check = new QPushButton(tr("Check  F9"), this);
    m_check->setObjectName(QStringLiteral("checkButton"));
    m_check->setAccessibleName(tr("Check"));
    m_commit = new HoldButton(tr("Commit: hold Ctrl+Enter"), this);
    m_commit->setObjectName(QStringLiteral("commitButton"));
}

void PlanTray::layOut()
{
    auto* chips = new QHBoxLayout;
    chips->setSpacing(space::kTight + 2);
    for (Chip* chip :
         {m_ban, m_quarantine, m_reinstate, m_clear, m_why, m_collateral, m_protected, m_hidden, m_missing}) {
        chips->addWidget(chip);
    }
    chips->addStretch();
    // The tray keeps its height, whether rows are left out or not.
    m_figures->setMinimumHeight(m_leftOut->sizeHint().height());
    auto* top = new QHBoxLayout;
    top->setSpacing(space::kWide);
    top->addWidget(m_figures);
    top->addWidget(m_leftOut);
    top->addWidget(m_advice, 1);
    auto* words = new QVBoxLayout;
    words->setSpacing(space::kTight + 2);
    words->addLayout(top);
    words->addLayout(chips);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(space::kPage, space::kNormal + 2, space::kPage, space::kNormal + 2);
    row->setSpacing(space::kNormal);
    row->addLayout(words, 1);
    row->addWidget(m_justify);
    row->addWidget(m_check);
    row->addWidget(m_commit);
}

void PlanTray::setAdvice(const QString& text, Tone tone)
{
    tone == Tone::Neutral ? m_advice->muted() : m_advice->toned(tone);
    m_advice->setText(text);
    setPlainToolTip(m_advice, text);
}

void PlanTray::showSet()
{
    const WorkingSet& set = m_bench.set();
    m_figures->setText(set.isEmpty() ? tr("Nothing ticked") : accountsAndProjects(set.accounts(), set.projects()));
    const std::int64_t hidden = m_bench.notVisible();
    m_hidden->show(hidden > 0 ? tr("%1 not shown by the filter").arg(figure(hidden)) : QString(), Tone::Accent);
    m_missing->show(set.missing().empty()
                        ? QString()
                        : tr("%1 no longer in the cache").arg(figure(std::int64_t(set.missing().size()))),
                    Tone::Warn);
    m_leftOut->setText(tr("%1 left out…").arg(figure(set.leftOutCount())));
    m_leftOut->setVisible(set.leftOutCount() > 0);
}

void PlanTray::showVerbs()
{
    const auto chip = [&](Chip* one, Verb verb, const QString& text) {
        one->show(m_desk.isStaged(verb) ? text : QString(), Tone::Danger);
    };
    chip(m_ban, Verb::Ban, tr("ban accounts"));
    chip(m_quarantine, Verb::Quarantine, tr("quarantine projects"));
    chip(m_reinstate, Verb::Reinstate, tr("reinstate accounts"));
    chip(m_clear, Verb::Clear, tr("clear projects"));
    const bool started = !m_desk.draft().reason.isEmpty() || !m_desk.draft().policy.isEmpty();
    const bool complete = m_desk.justificationTrouble().isEmpty();
    m_why->show(complete  ? tr("justified: %1").arg(m_desk.draft().policy)
                : started ? tr("justification: draft")
                          : tr("no justification"),
                complete ? Tone::Good : Tone::Neutral);
}

void PlanTray::showPreview()
{
    const Plan* plan = m_desk.preview();
    if (plan == nullptr) {
        m_collateral->show(m_desk.previewTrouble().isEmpty() ? QString() : tr("no plan yet"), Tone::Neutral);
        m_protected->show({}, Tone::Neutral);
        return;
    }
    const auto good = std::count_if(plan->collateral.begin(), plan->collateral.end(),
                                    [](const Collateral& one) { return one.madeGood; });
    const auto all = std::int64_t(plan->collateral.size());
    m_collateral->show(
        all == 0      ? tr("no collateral")
        : all == good ? tr("collateral: %1, made good").arg(counted(all, tr("person"), tr("people")))
                      : tr("collateral: %1, %2 made good").arg(counted(all, tr("person"), tr("people")), figure(good)),
        all == 0 ? Tone::Neutral : Tone::Warn);
    const auto guarded = std::int64_t(plan->protectedSubjects.size());
    m_protected->show(guarded == 0 ? tr("0 protected") : tr("%1 protected: needs a second person").arg(figure(guarded)),
                      guarded == 0 ? Tone::Neutral : Tone::Warn);
}

} // namespace cordon::ui
