// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/check_panel.h"

#include "core/domain/visible_text.h"
#include "ui/models/words.h"

#include <QVBoxLayout>

#include <algorithm>

namespace cordon::ui {

namespace {

constexpr int kFigures = 8;

QString digits(const QString& text)
{
    QString kept;
    for (const QChar c : text) {
        if (c.isDigit()) {
            kept += c;
        }
    }
    return kept;
}

QString asSentence(const QString& text)
{
    return text.endsWith(QLatin1Char('.')) ? text : QString(text % QLatin1Char('.'));
}

} // namespace

CheckPanel::CheckPanel(PlanDesk& desk, QWidget* parent) : QWidget(parent), m_desk(desk)
{
    setObjectName(QStringLiteral("checkPanel"));
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    m_title = new PlainLabel(tr("Check"), TextRole::Title, this);
    m_state = (new PlainLabel({}, TextRole::Body, this))->wrapped();
    m_state->setObjectName(QStringLiteral("checkState"));
    m_figures = new QGridLayout;
    m_figures->setHorizontalSpacing(space::kWide);
    m_figures->setVerticalSpacing(space::kTight);
    m_figures->setColumnStretch(1, 1);
    for (int row = 0; row < kFigures; ++row) {
        m_labels.push_back((new PlainLabel({}, TextRole::Body, this))->muted());
        m_values.push_back((new PlainLabel({}, TextRole::Body, this))->wrapped());
        m_labels.back()->setAlignment(Qt::AlignTop | Qt::AlignLeft);
        m_figures->addWidget(m_labels.back(), row, 0);
        m_figures->addWidget(m_values.back(), row, 1);
    }
    m_countLabel = new PlainLabel({}, TextRole::Strong, this);
    m_countLabel->wrapped();
    m_count = new QLineEdit(this);
    m_count->setObjectName(QStringLiteral("countEdit"));
    m_count->setAccessibleName(tr("The number of steps, typed"));
    m_count->setMaximumWidth(160);
    m_target = (new PlainLabel({}, TextRole::Body, this))->muted()->wrapped();
    m_words = new QPlainTextEdit(this);
    m_words->setObjectName(QStringLiteral("planWords"));
    m_words->setReadOnly(true);
    m_words->setAccessibleName(tr("The plan in words"));
    m_words->setTabChangesFocus(true);
    m_words->setFont(fontOf(TextRole::Small));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::kPage, space::kWide, space::kPage, space::kWide);
    column->setSpacing(space::kNormal);
    column->addWidget(m_title);
    column->addWidget(m_state);
    column->addLayout(m_figures);
    column->addWidget(m_target);
    column->addWidget(m_countLabel);
    column->addWidget(m_count);
    column->addWidget(m_words, 1);

    connect(m_count, &QLineEdit::textChanged, this, &CheckPanel::countChanged);
    connect(&desk, &PlanDesk::checkedChanged, this, &CheckPanel::showPlan);
    connect(&desk, &PlanDesk::checkFailed, this, &CheckPanel::showError);
    connect(&desk, &PlanDesk::checkStarted, this, [this] {
        m_count->clear();
        m_state->toned(Tone::Neutral)->setText(tr("Compiling the plan…"));
    });
    showPlan();
}

bool CheckPanel::asksForCount() const
{
    const CheckedPlan* checked = m_desk.checked();
    return checked != nullptr && std::int64_t(checked->plan.steps.size()) > kTypedCountAbove;
}

bool CheckPanel::countTyped() const
{
    return !asksForCount() || digits(m_count->text()) == QString::number(m_desk.checked()->plan.steps.size());
}

void CheckPanel::focusCount()
{
    if (asksForCount()) {
        m_count->setFocus(Qt::OtherFocusReason);
    } else {
        m_words->setFocus(Qt::OtherFocusReason);
    }
}

void CheckPanel::setTarget(const QString& registry)
{
    m_registry = registry;
    showPlan();
}

void CheckPanel::setFigure(int row, const QString& label, const QString& value, Tone tone)
{
    const auto at = std::size_t(row);
    m_labels[at]->setText(label);
    m_values[at]->toned(tone)->setText(value);
    m_values[at]->setFont(fontOf(tone == Tone::Neutral ? TextRole::Body : TextRole::Strong));
}

void CheckPanel::showFigures(const CheckedPlan& checked)
{
    const Plan& plan = checked.plan;
    std::int64_t making = 0;
    std::int64_t perKind[2] = {0, 0};
    for (const PlanStep& step : plan.steps) {
        making += step.compensates ? 1 : 0;
        perKind[step.subject.kind == SubjectKind::Project ? 1 : 0] += step.compensates ? 0 : 1;
    }
    const std::int64_t irreversible = plan.irreversible();
    setFigure(0, tr("Steps"),
              making == 0 ? tr("%1: %2").arg(figure(std::int64_t(plan.steps.size())),
                                             accountsAndProjects(perKind[0], perKind[1]))
                          : tr("%1: %2 + %3 making good")
                                .arg(figure(std::int64_t(plan.steps.size())),
                                     accountsAndProjects(perKind[0], perKind[1]), figure(making)),
              Tone::Accent);
    setFigure(1, tr("Irreversible"), irreversible == 0 ? tr("0: everything can be taken back") : figure(irreversible),
              irreversible == 0 ? Tone::Neutral : Tone::Danger);
    const auto good = std::count_if(plan.collateral.begin(), plan.collateral.end(),
                                    [](const Collateral& one) { return one.madeGood; });
    setFigure(
        2, tr("Collateral"),
        plan.collateral.empty()
            ? tr("nobody else is touched")
            : tr("%1, %2 made good").arg(counted(std::int64_t(plan.collateral.size()), tr("bystander")), figure(good)),
        std::int64_t(plan.collateral.size()) == good ? Tone::Neutral : Tone::Warn);
    setFigure(3, tr("Protected"),
              plan.protectedSubjects.empty()
                  ? tr("0")
                  : tr("%1: a second person must agree").arg(figure(std::int64_t(plan.protectedSubjects.size()))),
              plan.protectedSubjects.empty() ? Tone::Neutral : Tone::Warn);
    setFigure(4, tr("No step for"), figure(std::int64_t(plan.excluded.size())), Tone::Neutral);
    setFigure(5, tr("Since planned"),
              checked.against.drift.empty() ? tr("nothing has changed")
                                            : tr("%1 already so, %2 changed, %3 gone")
                                                  .arg(figure(checked.against.already), figure(checked.against.changed),
                                                       figure(checked.against.gone)),
              checked.against.drift.empty() ? Tone::Neutral : Tone::Warn);
    setFigure(6, tr("Estimate"), tr("%1 requests, %2").arg(figure(plan.calls), duration(plan.estimateSeconds)),
              Tone::Neutral);
    setFigure(7, tr("Plan"), checked.hash.left(16), Tone::Neutral);
}

void CheckPanel::showPlan()
{
    const CheckedPlan* checked = m_desk.checked();
    const bool any = checked != nullptr;
    for (std::size_t row = 0; row < kFigures; ++row) {
        m_labels[row]->setVisible(any);
        m_values[row]->setVisible(any);
    }
    m_words->setVisible(any);
    m_target->setVisible(any);
    m_countLabel->setVisible(asksForCount());
    m_count->setVisible(asksForCount());
    if (!any) {
        m_title->setText(tr("Check"));
        m_state->toned(Tone::Neutral)
            ->setText(tr("F9 compiles the plan: every step, what it touches besides, and what cannot be taken back. "
                         "Nothing is sent."));
        m_words->clear();
        return;
    }
    m_title->setText(checked->reversal ? tr("Check: a reversal") : tr("Check"));
    m_state->toned(m_desk.isStale() ? Tone::Warn : Tone::Neutral);
    m_state->setText(m_desk.isStale() ? tr("Something has changed since this check. F9 checks again.")
                     : checked->plan.needsSecondPerson()
                         ? tr("This plan needs a second person, which this version cannot ask yet.")
                         : tr("Compiled and kept. Nothing was sent."));
    showFigures(*checked);
    m_target->setText(m_registry.isEmpty() ? tr("No registry is chosen: Ctrl+L.")
                                           : tr("Goes to %1.").arg(forCell(m_registry, 80)));
    m_countLabel->setText(
        tr("More than %1 steps. Type their number to allow the commit:").arg(figure(kTypedCountAbove)));
    showRemarks(*checked);
    Q_EMIT countChanged();
}

void CheckPanel::showRemarks(const CheckedPlan& checked)
{
    QString text;
    const auto section = [&](const QString& title, const QStringList& lines) {
        if (!lines.isEmpty()) {
            text += title + QLatin1Char('\n') + QStringLiteral("  ") + lines.join(QStringLiteral("\n  ")) +
                    QStringLiteral("\n\n");
        }
    };
    QStringList collateral, residue, drift;
    for (const Collateral& one : checked.plan.collateral) {
        collateral.append(
            QString(forCell(one.subject.name, 80) % QStringLiteral(": ") % asSentence(forDetail(one.why)) %
                    (one.madeGood ? tr(" Made good by the next step.") : tr(" Not made good."))));
    }
    for (const QString& one : checked.plan.residue) {
        residue.append(forDetail(one));
    }
    for (const Remark& one : checked.against.drift) {
        drift.append(forCell(one.subject.name, 80) + QStringLiteral(": ") + forDetail(one.why));
    }
    section(tr("Touched besides"), collateral);
    section(tr("Changed since"), drift.mid(0, 50));
    section(tr("What a reversal could not bring back"), residue);
    m_words->setPlainText(QString(text % checked.words));
}

void CheckPanel::showError(const Error& error)
{
    m_state->toned(Tone::Danger)->setText(forDetail(error.sentence()));
}

} // namespace cordon::ui
