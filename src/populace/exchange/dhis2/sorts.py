"""The types of object in DHIS2's metadata: which are taken in, which are refused, and which have no meaning here."""

from enum import Enum

import msgspec

from populace.exchange.dhis2.metadata import Metadata
from populace.i18n import N_


class Sort(Enum):
    """Why objects of a type stay where they are."""

    STAFF = N_("accounts, rights and addresses of staff stay in the system that they are of")
    PERSONS = N_("records of persons have no place here")
    DISPLAY = N_("charts, maps and pages are made anew from the figures")
    WORKFLOW = N_("approval, messages and jobs are run by the system that they are of")
    UNKNOWN = N_("it has no meaning here")


TAKEN: dict[str, str] = {field.encode_name: field.name for field in msgspec.structs.fields(Metadata)}
"""The fields of ``Metadata`` by the key in DHIS2's JSON."""

_STAFF = "users userGroups userRoles userAuthorityGroups userCredentials apiToken apiTokens oAuth2Clients"
_PERSONS = (
    "programs programStages programStageSections programStageDataElements programSections programIndicators "
    "programIndicatorGroups programRules programRuleActions programRuleVariables programNotificationTemplates "
    "programStageInstances programInstances trackedEntities trackedEntityTypes trackedEntityTypeAttributes "
    "trackedEntityAttributes trackedEntityInstances enrollments events relationships relationshipTypes "
    "eventCharts eventReports eventVisualizations eventHooks programDataElements programTrackedEntityAttributes "
    "programTrackedEntityAttributeGroups trackedEntityFilters programStageWorkingLists"
)
_DISPLAY = (
    "visualizations charts reportTables maps mapViews externalMapLayers dashboards dashboardItems reports "
    "documents dataEntryForms legends icons fileResources interpretations sqlViews itemConfigs"
)
_WORKFLOW = (
    "dataApprovalLevels dataApprovalWorkflows dataSetNotificationTemplates validationNotificationTemplates "
    "jobConfigurations pushAnalysis messageConversations aggregateDataExchanges proxies routes dataStores"
)
SORTS: dict[str, Sort] = {
    key: sort
    for keys, sort in (
        (_STAFF, Sort.STAFF),
        (_PERSONS, Sort.PERSONS),
        (_DISPLAY, Sort.DISPLAY),
        (_WORKFLOW, Sort.WORKFLOW),
    )
    for key in keys.split()
}
"""What is not taken in, by its key (DHIS2 ``Schema`` plurals, 2.30 to 2.44); any other key has no meaning here."""

REFUSED = frozenset({Sort.STAFF, Sort.PERSONS})

CONTACTS = ("contactPerson", "address", "email", "phoneNumber", "url")
"""Keys of an organisation unit under which somebody is reached."""
OWNERS = (
    "sharing",
    "userGroupAccesses",
    "userAccesses",
    "user",
    "createdBy",
    "lastUpdatedBy",
    "access",
    "favorites",
)
"""Keys of any object that name accounts."""

NUMERIC = frozenset(
    "NUMBER UNIT_INTERVAL PERCENTAGE INTEGER INTEGER_POSITIVE INTEGER_NEGATIVE INTEGER_ZERO_OR_POSITIVE "
    "BOOLEAN TRUE_ONLY".split()
)
"""Value types of data elements that are counts or amounts; a truth value counts as 1 or 0."""
