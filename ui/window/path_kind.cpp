// SPDX-License-Identifier: Apache-2.0
#include "ui/window/path_kind.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace cordon::ui {

namespace {

const QStringList kImported{QStringLiteral("*.csv"), QStringLiteral("*.json"), QStringLiteral("*.jsonl"),
                            QStringLiteral("*.ndjson")};

} // namespace

PathIs whatIs(const QString& path)
{
    const QFileInfo info(path);
    if (!info.exists()) {
        return PathIs::Missing;
    }
    if (!info.isDir()) {
        return PathIs::Importable; // the reader says what is wrong with a file, and where
    }
    const QDir folder(path);
    if (folder.exists(QStringLiteral("journal.db")) || folder.exists(QStringLiteral("cache.db"))) {
        return PathIs::Workspace;
    }
    if (folder.isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot)) {
        return PathIs::EmptyFolder;
    }
    return folder.entryList(kImported, QDir::Files).isEmpty() ? PathIs::Unknown : PathIs::Importable;
}

QString whyNot(PathIs kind)
{
    const auto tr = [](const char* text) { return QCoreApplication::translate("cordon::ui::PathIs", text); };
    switch (kind) {
    case PathIs::Missing:
        return tr("Nothing is there.");
    case PathIs::EmptyFolder:
        return tr("This folder is empty. Ctrl+N makes a workspace in it.");
    case PathIs::Unknown:
        return tr("This folder holds neither a workspace nor files to import (CSV, JSON Lines, OSV).");
    case PathIs::Workspace:
    case PathIs::Importable:
        break;
    }
    return {};
}

} // namespace cordon::ui
