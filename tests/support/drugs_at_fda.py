"""A small zip in the form of Drugs@FDA's data files, with rows of theirs of 2019-07-02; one application is approved tentatively only."""

from __future__ import annotations

import zipfile
from pathlib import Path

TABLES = {
    "Applications.txt": "ApplNo\tApplType\tApplPublicNotes\tSponsorName\n016812\tNDA\t\tPAR STERILE PRODUCTS\n211243\tNDA\t\tJANSSEN PHARMS\n021714\tNDA\t\tA SPONSOR\n",
    "Products.txt": "ApplNo\tProductNo\tForm\tStrength\tReferenceDrug\tDrugName\tActiveIngredient\tReferenceStandard\n"
    "016812\t001\tINJECTABLE;INJECTION\tEQ 10MG BASE/ML\t1\tKETALAR\tKETAMINE HYDROCHLORIDE\t1\n"
    "211243\t001\tSPRAY;NASAL\tEQ 28MG BASE\t1\tSPRAVATO\tESKETAMINE HYDROCHLORIDE\t1\n",
    "Submissions.txt": "ApplNo\tSubmissionClassCodeID\tSubmissionType\tSubmissionNo\tSubmissionStatus\tSubmissionStatusDate\tSubmissionsPublicNotes\tReviewPriority\n"
    "016812\t7\tORIG\t1\tAP\t1970-02-19 00:00:00\t\tPRIORITY\n016812\t3\tSUPPL\t14\tAP\t1976-05-14 00:00:00\t\t\n"
    "021714\t7\tORIG\t1\tTA\t2005-01-01 00:00:00\t\t\n"
    "211243\t7\tORIG\t1\tAP\t2019-03-05 00:00:00\t\tPRIORITY\n",
    "MarketingStatus.txt": "MarketingStatusID\tApplNo\tProductNo\n1\t016812\t001\n1\t211243\t001\n",
    "MarketingStatus_Lookup.txt": "MarketingStatusID\tMarketingStatusDescription\n1\tPrescription\n3\tDiscontinued\n",
}


def data_files(path: Path, without: str = "") -> Path:
    """The zip, whole or without a table."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, table in TABLES.items():
            if name != without:
                archive.writestr(zipfile.ZipInfo(name, (2019, 7, 2, 14, 30, 0)), table)
    return path
