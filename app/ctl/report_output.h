// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/actions/report.h"

#include <QJsonObject>

namespace cordon::ctl {

/// The members that cli.md promises for `report`.
[[nodiscard]] QJsonObject reportJson(const ReportOutcome& outcome);
[[nodiscard]] QString reportText(const ReportOutcome& outcome, const QString& folder);

} // namespace cordon::ctl
