// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/justification_panel.h"

#include <QPushButton>
#include <QShortcut>
#include <QVBoxLayout>

namespace cordon::ui {

namespace {

QPlainTextEdit* textField(const QString& name, int lines, QWidget* parent)
{
    auto* edit = new QPlainTextEdit(parent);
    edit->setAccessibleName(name);
    edit->setTabChangesFocus(true);
    edit->setFixedHeight(edit->fontMetrics().lineSpacing() * lines + 2 * space::kWide);
    return edit;
}

} // namespace

JustificationPanel::JustificationPanel(PlanDesk& desk, QWidget* parent) : QWidget(parent), m_desk(desk)
{
    setObjectName(QStringLiteral("justificationPanel"));
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    makeFields();
    layOut();
    auto* save = new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_S), this);
    save->setContext(Qt::WidgetWithChildrenShortcut);
    connect(save, &QShortcut::activated, this, &JustificationPanel::closed);
    connect(m_policy, &QComboBox::currentIndexChanged, this, &JustificationPanel::takeDraft);
    connect(m_reason, &QPlainTextEdit::textChanged, this, &JustificationPanel::takeDraft);
    connect(m_evidence, &QPlainTextEdit::textChanged, this, &JustificationPanel::takeDraft);
    connect(m_reviewBy, &QLineEdit::textChanged, this, &JustificationPanel::takeDraft);
    connect(m_name, &QLineEdit::textChanged, this, &JustificationPanel::takeDraft);
    connect(&desk, &PlanDesk::draftChanged, this, &JustificationPanel::showDraft);
    connect(&desk, &PlanDesk::previewChanged, this, [this] { m_name->setPlaceholderText(m_desk.selectionName()); });
    setPolicies(builtInPolicies());
}

void JustificationPanel::makeFields()
{
    m_policy = new QComboBox(this);
    m_policy->setObjectName(QStringLiteral("policyBox"));
    m_policy->setAccessibleName(tr("Policy code"));
    m_meaning = (new PlainLabel({}, TextRole::Small, this))->muted()->wrapped();
    m_reason = textField(tr("The sentence: why"), 3, this);
    m_reason->setObjectName(QStringLiteral("reasonEdit"));
    m_reason->setPlaceholderText(tr("One sentence that still explains it in a year"));
    m_evidence = textField(tr("Evidence, one reference a line"), 2, this);
    m_evidence->setObjectName(QStringLiteral("evidenceEdit"));
    m_evidence->setPlaceholderText(tr("Report, ticket or link; one a line"));
    m_reviewBy = new QLineEdit(this);
    m_reviewBy->setObjectName(QStringLiteral("reviewByEdit"));
    m_reviewBy->setAccessibleName(tr("Review by"));
    m_reviewBy->setPlaceholderText(tr("2025-08-31, may be empty"));
    m_name = new QLineEdit(this);
    m_name->setObjectName(QStringLiteral("selectionNameEdit"));
    m_name->setAccessibleName(tr("Name of the selection"));
    m_trouble = (new PlainLabel({}, TextRole::Body, this))->wrapped();
    m_trouble->setObjectName(QStringLiteral("justificationTrouble"));
}

void JustificationPanel::layOut()
{
    auto* close = new QPushButton(tr("Close  Ctrl+S"), this);
    close->setAccessibleName(tr("Close the justification"));
    connect(close, &QPushButton::clicked, this, &JustificationPanel::closed);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::kPage, space::kWide, space::kPage, space::kPage);
    column->setSpacing(space::kTight);
    const auto field = [&](const QString& title, QWidget* widget) {
        column->addWidget(sectionHeading(title, this));
        column->addWidget(widget);
    };
    column->addWidget(new PlainLabel(tr("Justification"), TextRole::Title, this));
    column->addSpacing(space::kNormal);
    field(tr("Policy"), m_policy);
    column->addWidget(m_meaning);
    column->addSpacing(space::kNormal);
    field(tr("Why, in one sentence"), m_reason);
    column->addSpacing(space::kNormal);
    field(tr("Evidence"), m_evidence);
    column->addSpacing(space::kNormal);
    field(tr("Review by (optional)"), m_reviewBy);
    column->addSpacing(space::kNormal);
    field(tr("Name of the selection"), m_name);
    column->addSpacing(space::kWide);
    column->addWidget(m_trouble);
    column->addWidget(close, 0, Qt::AlignLeft);
    column->addStretch();
}

void JustificationPanel::setPolicies(const std::vector<Policy>& policies)
{
    m_showing = true;
    m_policies = policies;
    m_policy->clear();
    // Letters typed here find the code: that is what people know.
    m_policy->addItem(tr("choose a policy"), QString());
    for (const Policy& policy : policies) {
        if (policy.code != QLatin1String("reversal")) {
            m_policy->addItem(QString(policy.code % QStringLiteral(": ") % policy.title), policy.code);
        }
    }
    m_showing = false;
    showDraft();
}

void JustificationPanel::begin()
{
    if (m_desk.draft().policy.isEmpty()) {
        m_policy->setFocus(Qt::ShortcutFocusReason);
    } else {
        m_reason->setFocus(Qt::ShortcutFocusReason);
        m_reason->moveCursor(QTextCursor::End);
    }
}

void JustificationPanel::setReadOnly(bool readOnly)
{
    m_policy->setEnabled(!readOnly);
    m_reason->setReadOnly(readOnly);
    m_evidence->setReadOnly(readOnly);
    m_reviewBy->setReadOnly(readOnly);
    m_name->setReadOnly(readOnly);
}

void JustificationPanel::showDraft()
{
    if (m_showing) {
        return;
    }
    m_showing = true;
    const JustificationDraft& draft = m_desk.draft();
    m_policy->setCurrentIndex(qMax(0, m_policy->findData(draft.policy)));
    if (m_reason->toPlainText() != draft.reason) {
        m_reason->setPlainText(draft.reason);
    }
    if (m_evidence->toPlainText() != draft.evidence) {
        m_evidence->setPlainText(draft.evidence);
    }
    if (m_reviewBy->text() != draft.reviewBy) {
        m_reviewBy->setText(draft.reviewBy);
    }
    if (m_name->text() != draft.name) {
        m_name->setText(draft.name);
    }
    m_showing = false;
    showTrouble();
}

void JustificationPanel::takeDraft()
{
    if (m_showing) {
        return;
    }
    m_desk.setDraft({m_name->text(), m_policy->currentData().toString(), m_reason->toPlainText(),
                     m_evidence->toPlainText(), m_reviewBy->text()});
    showTrouble();
}

void JustificationPanel::showTrouble()
{
    m_meaning->setText({});
    for (const Policy& policy : m_policies) {
        if (policy.code == m_desk.draft().policy) {
            m_meaning->setText(policy.meaning);
        }
    }
    const bool dateWrong = !m_reviewBy->text().trimmed().isEmpty() && !parseInstant(m_reviewBy->text().trimmed());
    const QString trouble = m_desk.draft().policy.isEmpty()             ? tr("A policy code is missing.")
                            : m_desk.draft().reason.trimmed().isEmpty() ? tr("The sentence is missing.")
                            : dateWrong                                 ? tr("Review by is not a date like 2025-08-31.")
                                                                        : QString();
    m_trouble->toned(trouble.isEmpty() ? Tone::Neutral : Tone::Warn);
    m_trouble->setText(trouble.isEmpty() ? tr("Complete. Kept as typed.") : trouble);
}

} // namespace cordon::ui
