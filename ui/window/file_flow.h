// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/theme.h"
#include "ui/window/parts.h"

namespace cordon::ui {

/// Workspaces, imports, what the banner says, and the theme. Thread: ui.
class FileFlow : public QObject {
    Q_OBJECT
public:
    FileFlow(const Parts& parts, const QString& demoFolder, QObject* parent);

    /// Imports as soon as the workspace that is being opened stands.
    void importWhenOpen(const QStringList& paths);
    void chooseTheme(ThemeChoice choice);

private:
    void wireFiles();
    void wireImport();
    void wireTheme();
    void askWhat();
    void openOrImport(const QString& path);
    void askNew();
    void importNow(const QStringList& paths);
    void reload();
    void workspaceChanged();
    void showImported(const ImportOutcome& outcome);
    void showTrouble(const QString& doing, const Error& error);
    void sayBanner();
    void showKeys();
    void showAbout();
    void refresh();

    Parts m_p;
    QString m_demoFolder, m_lastPath;
    QStringList m_waiting;
};

} // namespace cordon::ui
