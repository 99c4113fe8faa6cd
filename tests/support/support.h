// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/result.h"

#include <QByteArray>
#include <QString>
#include <QTest>

#include <optional>

namespace cordon::test {

/// The folder of shared test data, or nothing where this clone stands alone.
[[nodiscard]] std::optional<QString> sharedData(const QString& relative);
/// The project's own files (resources/demo and the like).
[[nodiscard]] QString sourceFile(const QString& relative);
/// A program built beside the tests.
[[nodiscard]] QString program(const QString& name);
[[nodiscard]] QByteArray readAll(const QString& path);
void writeAll(const QString& path, const QByteArray& bytes);

} // namespace cordon::test

/// The value of a Result, or a failed test that prints the error's words.
#define CORDON_VERIFY(result) QVERIFY2((result).has_value(), (result).has_value() ? "" : qPrintable((result).error().sentence()))

/// Skips, naming the file, where shared test data is absent.
#define CORDON_NEEDS_SHARED(path, relative)                                                                            \
    const auto path##Found = cordon::test::sharedData(QStringLiteral(relative));                                       \
    if (!path##Found)                                                                                                  \
        QSKIP("shared test data is absent: " relative);                                                                \
    const QString path = *path##Found
