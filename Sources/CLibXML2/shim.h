#include <libxml/xmlversion.h>
// With ICU its headers would come along and clash with those of Swift's Foundation; nothing here looks into encoders.
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
