// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/result.h"

#include <QByteArray>
#include <QUrl>

#include <vector>

namespace cordon::warehouse {

/// "origin/a/b/": each segment percent-encoded, so that no name can leave its place or its host
/// (security.md T19). BadInput where the address would be read as another one ("..", an empty
/// segment). `query` is already encoded.
[[nodiscard]] Result<QUrl> addressOf(const QString& origin, const std::vector<QString>& segments,
                                     const QByteArray& query = {});

/// The place an answer sends us to, if it is on the same origin; empty otherwise.
[[nodiscard]] QUrl placeOf(const QString& origin, const QUrl& from, const QByteArray& location);

/// The decoded segments of a path, without the empty ones at its ends.
[[nodiscard]] std::vector<QString> segmentsOf(const QUrl& url);

/// An application/x-www-form-urlencoded body.
using Fields = std::vector<std::pair<QString, QString>>;
[[nodiscard]] QByteArray formBody(const Fields& fields);

} // namespace cordon::warehouse
