// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/window/file_flow.h"
#include "ui/window/parts.h"

namespace cordon::ui {

/// What the window is started with.
struct WindowOptions {
    QString demoFolder; ///< the built-in campaign; empty: not installed
    QString registry;
    QString credentialsFile;
    QString workspace; ///< opened, or made where it is missing, while the window is made; empty: none yet
};

/// The console's one window. Opens nothing but the workspace it is given, and sends nothing by itself.
/// Thread: ui.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    explicit MainWindow(const WindowOptions& options = {}, QWidget* parent = nullptr);
    ~MainWindow() override;

    void openWorkspace(const QString& folder) { m_bench.openWorkspace(folder); }
    /// As soon as the workspace is open.
    void importFrom(const QStringList& paths) { m_files->importWhenOpen(paths); }
    [[nodiscard]] const Parts& parts() const { return m_parts; }

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    [[nodiscard]] bool mayClose();

    Workbench m_bench;
    PlanDesk m_plan;
    RunDesk m_run;
    Parts m_parts;
    QObject* m_lists = nullptr;
    QObject* m_plans = nullptr;
    FileFlow* m_files = nullptr;
    bool m_closing = false;
};

} // namespace cordon::ui
