// SPDX-License-Identifier: Apache-2.0
#include "kiosk/app/health.h"

namespace hall::kiosk {

namespace {

// What the manager is told of the printer; nothing when there is nothing to see to.
const char* fault_of(PrinterHealth printer) {
    switch (printer) {
        case PrinterHealth::fine:
            return nullptr;
        case PrinterHealth::unknown:
            return "printer_unknown";
        case PrinterHealth::near_end:
            return "paper_near_end";
        case PrinterHealth::paper_out:
            return "paper_out";
        case PrinterHealth::cover_open:
            return "cover_open";
        case PrinterHealth::fault:
            return "printer_fault";
    }
    return nullptr;
}

const char* fault_of(Trouble trouble) {
    switch (trouble) {
        case Trouble::none:
            return nullptr;
        case Trouble::journal:
            return "journal";
        case Trouble::superseded:
            return "superseded";
        case Trouble::cloned:
            return "cloned";
    }
    return nullptr;
}

}  // namespace

std::vector<sync::HealthFault> faults_of(PrinterHealth printer,
                                         Trouble trouble,
                                         const std::string& journal) {
    std::vector<sync::HealthFault> faults;
    if (const char* code = fault_of(printer)) {
        faults.push_back({code, "printer", ""});
    }
    if (const char* code = fault_of(trouble)) {
        faults.push_back({code, "", journal});
    }
    return faults;
}

}  // namespace hall::kiosk
