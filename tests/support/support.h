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

/// Fails the test with the error's words where a Result holds none. The expression is evaluated once.
#define CORDON_VERIFY(result)                                                                                          \
    do {                                                                                                               \
        const auto& cordonVerified = (result);                                                                         \
        QVERIFY2(cordonVerified.has_value(),                                                                           \
                 cordonVerified.has_value() ? "" : qPrintable(cordonVerified.error().sentence()));                     \
    } while (false)

/// Skips, naming the file, where shared test data is absent.
#define CORDON_NEEDS_SHARED(path, relative)                                                                            \
    const auto path##Found = cordon::test::sharedData(QStringLiteral(relative));                                       \
    if (!path##Found)                                                                                                  \
        QSKIP("shared test data is absent: " relative);                                                                \
    const QString path = *path##Found
