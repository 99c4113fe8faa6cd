// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/result.h"
#include "core/store/workspace.h"

namespace cordon::store {

/// The right to write in a workspace: flock on the file `lock`, which the system drops with the
/// process. What the file says is only for people; whether it is held is asked of the system.
class FolderLock {
public:
    /// NeedsPerson, naming the holder, where another one has it; Io where the file cannot be made.
    [[nodiscard]] static Result<FolderLock> take(const QString& folder);
    ~FolderLock();
    FolderLock(FolderLock&& other) noexcept;
    FolderLock& operator=(FolderLock&&) = delete;

private:
    explicit FolderLock(int descriptor) : m_descriptor(descriptor) {}
    int m_descriptor = -1;
};

} // namespace cordon::store
