// SPDX-License-Identifier: Apache-2.0
#include "ui/window/status_line.h"

#include "core/domain/visible_text.h"
#include "ui/models/words.h"

#include <QAccessible>
#include <QDateTime>
#include <QHBoxLayout>

namespace cordon::ui {

namespace {

constexpr int kMessageMs = 12'000;
constexpr int kFolderWidth = 320;

QWidget* upright(QWidget* parent)
{
    auto* line = new QFrame(parent);
    line->setFrameShape(QFrame::VLine);
    line->setForegroundRole(QPalette::Midlight);
    line->setFixedHeight(14);
    return line;
}

} // namespace

StatusLine::StatusLine(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("statusLine"));
    setAccessibleName(tr("Status"));
    const auto label = [&](const char* name, const QString& title) {
        auto* one = (new PlainLabel({}, TextRole::Small, this))->muted();
        one->setObjectName(QLatin1String(name));
        one->setAccessibleName(title);
        return one;
    };
    m_workspace = label("statusWorkspace", tr("Workspace"));
    m_access = new Chip({}, Tone::Neutral, this);
    m_message = label("statusMessage", tr("What was just done"));
    m_message->toned(Tone::Neutral)->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_progress = new QProgressBar(this);
    m_progress->setAccessibleName(tr("Progress"));
    m_progress->setFixedSize(140, space::kNormal);
    m_progress->setTextVisible(false);
    m_progress->hide();
    m_registry = label("statusRegistry", tr("Registry"));
    m_time = label("statusTime", tr("Time, UTC"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(space::kPage, space::kHair + 1, space::kPage, space::kHair + 1);
    row->setSpacing(space::kWide);
    row->addWidget(m_workspace);
    row->addWidget(m_access);
    row->addWidget(m_message, 1);
    row->addWidget(m_progress);
    row->addWidget(m_registry);
    row->addWidget(upright(this));
    row->addWidget(m_time);
    setMinimumHeight(m_time->sizeHint().height() + 2 * space::kTight);

    m_fade.setSingleShot(true);
    m_fade.setInterval(kMessageMs);
    connect(&m_fade, &QTimer::timeout, m_message, &QLabel::clear);
    m_clock.setInterval(1000);
    connect(&m_clock, &QTimer::timeout, this, &StatusLine::showTime);
    m_clock.start();
    showTime();
    setRegistry({});
    setWorkspace({}, false, false);
}

void StatusLine::setWorkspace(const QString& folder, bool open, bool writable)
{
    const QString shown = forCell(shortPath(folder), 500);
    m_workspace->setText(folder.isEmpty()
                             ? tr("No workspace")
                             : m_workspace->fontMetrics().elidedText(shown, Qt::ElideMiddle, kFolderWidth));
    setPlainToolTip(m_workspace, shown);
    m_access->show(!open ? QString() : writable ? QString() : tr("reading only"), Tone::Warn);
}

void StatusLine::setRegistry(const QString& registry)
{
    m_registry->setText(registry.isEmpty() ? tr("no registry: Ctrl+L") : forCell(registry, 60));
    setPlainToolTip(m_registry, registry.isEmpty() ? tr("A commit needs one") : tr("A commit goes here"));
}

void StatusLine::tell(const QString& said)
{
    const QString text = forCell(said, 400);
    m_message->setText(text);
    setPlainToolTip(m_message, text);
    QAccessibleEvent event(m_message, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
    m_fade.start();
}

void StatusLine::showProgress(const QString& what, std::int64_t done, std::int64_t total)
{
    m_message->setText(what);
    m_fade.stop();
    // Thousandths: a count of bytes would not fit.
    m_progress->setRange(0, total > 0 ? 1000 : 0);
    m_progress->setValue(total > 0 ? int(1000.0 * double(done) / double(total)) : 0);
    m_progress->show();
}

void StatusLine::endProgress()
{
    m_progress->hide();
    m_message->clear();
}

void StatusLine::showTime()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const QString text = now.toString(QStringLiteral("yyyy-MM-dd HH:mm 'UTC'"));
    if (text != m_time->text()) {
        m_time->setText(text);
        setPlainToolTip(m_time, tr("Here: %1").arg(now.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm t"))));
    }
}

} // namespace cordon::ui
