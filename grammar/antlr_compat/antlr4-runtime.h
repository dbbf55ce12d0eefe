// SPDX-License-Identifier: Apache-2.0
//
// Stands in for ANTLR's umbrella header: only what generated code and the parser use. The original
// includes misc/InterpreterDataReader.h, which clang 14 rejects, and takes seconds to read.

#pragma once

#include "ANTLRErrorStrategy.h"
#include "CharStream.h"
#include "CommonToken.h"
#include "CommonTokenFactory.h"
#include "Exceptions.h"
#include "FailedPredicateException.h"
#include "InputMismatchException.h"
#include "Lexer.h"
#include "NoViableAltException.h"
#include "Parser.h"
#include "ParserRuleContext.h"
#include "RecognitionException.h"
#include "TokenStream.h"
#include "Vocabulary.h"
#include "antlr4-common.h"
#include "atn/ATN.h"
#include "atn/ATNDeserializer.h"
#include "atn/LexerATNSimulator.h"
#include "atn/ParserATNSimulator.h"
#include "atn/PredictionContext.h"
#include "atn/RuleTransition.h"
#include "dfa/DFA.h"
#include "misc/IntervalSet.h"
#include "support/CPPUtils.h"
#include "tree/ErrorNode.h"
#include "tree/ErrorNodeImpl.h"
#include "tree/TerminalNode.h"
#include "tree/TerminalNodeImpl.h"
