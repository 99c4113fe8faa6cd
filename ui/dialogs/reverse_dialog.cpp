// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/reverse_dialog.h"

#include "core/domain/visible_text.h"
#include "ui/models/words.h"

namespace cordon::ui {

ReverseDialog::ReverseDialog(const RunSummary& run, const std::vector<Subject>& ticked, QWidget* parent)
    : PlainDialog(tr("Take back run %1").arg(run.id.value), parent), m_run(run.id), m_ticked(ticked)
{
    setObjectName(QStringLiteral("reverseDialog"));
    addText(tr("%1: %2 done. Every step that was ours gets its opposite, last first; what others have changed since "
               "is listed and left. Nothing is sent before you commit.")
                .arg(forCell(run.title), figure(run.totals.done)));
    body()->addSpacing(space::kNormal);
    body()->addWidget(sectionHeading(tr("Why, in one sentence"), this));
    m_reason = new QPlainTextEdit(this);
    m_reason->setObjectName(QStringLiteral("reverseReason"));
    m_reason->setAccessibleName(tr("Why the run is taken back"));
    m_reason->setTabChangesFocus(true);
    m_reason->setFixedHeight(m_reason->fontMetrics().lineSpacing() * 4 + 2 * space::kWide);
    body()->addWidget(m_reason);
    if (!ticked.empty()) {
        m_except = new QCheckBox(
            tr("Leave the %1 as they are").arg(counted(std::int64_t(ticked.size()), tr("ticked subject"))), this);
        m_except->setObjectName(QStringLiteral("reverseExcept"));
        m_except->setAccessibleName(m_except->text());
        body()->addWidget(m_except);
    }
    auto* check = addButton(tr("Check the reversal"), [this] {
        ReverseOrder order;
        order.run = m_run;
        order.reason = m_reason->toPlainText().trimmed();
        if (m_except != nullptr && m_except->isChecked()) {
            order.except = m_ticked;
        }
        close();
        Q_EMIT ordered(order);
    });
    check->setObjectName(QStringLiteral("reverseCheck"));
    check->setEnabled(false);
    connect(m_reason, &QPlainTextEdit::textChanged, this,
            [this, check] { check->setEnabled(!m_reason->toPlainText().trimmed().isEmpty()); });
    addCloseButton(tr("Cancel"));
    m_reason->setFocus();
}

} // namespace cordon::ui
