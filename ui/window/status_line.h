// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/views/chip.h"
#include "ui/views/plain_text.h"

#include <QProgressBar>
#include <QTimer>

namespace cordon::ui {

/// The last line of the window: where we work, whether it can be written, where a commit would go,
/// what was just done, and the time in UTC. Thread: ui.
class StatusLine : public QWidget {
    Q_OBJECT
public:
    explicit StatusLine(QWidget* parent = nullptr);

    void setWorkspace(const QString& folder, bool open, bool writable);
    void setRegistry(const QString& registry);
    /// Shown for a while and read out.
    void tell(const QString& text);
    /// Of something that takes its time; `total` 0: nobody knows how much.
    void showProgress(const QString& what, std::int64_t done, std::int64_t total);
    void endProgress();
    [[nodiscard]] QString message() const { return m_message->text(); }

private:
    void showTime();

    PlainLabel* m_workspace;
    Chip* m_access;
    PlainLabel* m_message;
    QProgressBar* m_progress;
    PlainLabel* m_registry;
    PlainLabel* m_time;
    QTimer m_fade, m_clock;
};

} // namespace cordon::ui
