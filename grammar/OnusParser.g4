// SPDX-License-Identifier: Apache-2.0
//
// Tokens to a parse tree, one heading at a time (parser_units.cpp splits a file at its headings).
//
// Three rules keep it unambiguous with two tokens of lookahead:
//  1. No clause keyword is also an optional suffix inside a clause of the same heading.
//  2. No phrase of several words can be spelled by two reserved words that may be neighbours.
//  3. Where a heading contains others, its own clauses stand before the first of them.
// The grammar accepts clauses in any order and number; clause_order.cpp reports what is wrong there.
parser grammar OnusParser;
options { tokenVocab = OnusLexer; }

headerUnit : header EOF ;
declarationUnit : declaration EOF ;

header : RULEBOOK name message? headerClause* ;
headerClause
    : layerClause | headerEffectiveClause | ownerClause | calendarClause | currencyClause
    | useClause | citeClause
    ;

declaration
    : recordDecl | roleDecl | actionDecl | defineDecl | parameterDecl | tableDecl
    | permissionDecl | ruleDecl | dutyDecl | processDecl | liabilityDecl | testDecl
    ;

// ---- vocabulary

recordDecl : RECORD name message? field* ;
field : name COLON type (KEY | OPTIONAL)? message? ;
type
    : LIST_OF name
    | ONE_OF name (COMMA name)*
    | ONE_OF LPAREN name (COMMA name)* RPAREN
    | name
    ;

roleDecl : ROLE name (REPORTS_TO name)? message? ;

actionDecl : ACTION name params BY names message? actionClause* ;
actionClause : createsClause | changesClause | isClause | actionWithinClause ;
params : LPAREN (param (COMMA param)*)? RPAREN ;
param : name (COLON paramType OPTIONAL?)? ;
paramType : LIST_OF name | ONE_OF LPAREN name (COMMA name)* RPAREN | name ;

// ---- values

parameterDecl : PARAMETER name (DOT name)? (COLON type)? IS expr message? requireClause* ;
defineDecl : DEFINE name (enumBody | definitionBody) ;
enumBody : ONE_OF name (COMMA name)* message? ;
definitionBody : params? COLON type IS expr citeClause? exceptClause* ;
exceptClause : EXCEPT name (OVER path)? IF expr THEN expr citeClause? ;

tableDecl : TABLE name params COLON column (BAR column)* message? tableClause* ;
column : (name COLON)? type ;
tableClause : citeClause | accordingClause | caseClause ;
cell : ANY | limit (AND limit)* | value (OR value)* ;
limit : (LE | GE | LT | GT | AT_MOST | AT_LEAST | MORE_THAN | LESS_THAN) value ;
value : MINUS? (literal | path) ;

// ---- permissions, rules, duties

permissionDecl : PERMISSION name message? permissionClause* ;
permissionClause
    : citeClause | grantedClause | mayClause | cannotClause | carriesClause | carriesNoneClause
    | delegatedClause
    ;
grant : PERFORM names | READ paths | WRITE paths ;

ruleDecl : RULE name message? ruleClause* ;
ruleClause
    : citeClause | ruleEffectiveClause | whenClause | repeatedClause | requireClause | forbidClause
    | guaranteeClause | unlessClause | approvalClause | otherwiseClause | thenClause
    | violatedClause
    ;

dutyDecl : DUTY name message? dutyClause* ;
dutyClause
    : citeClause | whenClause | repeatedClause | unlessClause | bearerClause | beforeClause
    | mustClause | mustNotClause | withinClause | untilClause | remindClause | otherwiseClause
    | suspendedClause | extendedClause | cancelledClause | delegatedClause
    | transferredClause | excusedClause | absenceClause | overdueClause | violatedClause | fulfilledClause
    ;

// ---- processes

processDecl : PROCESS name message? processClause* step* ;
processClause
    : citeClause | ownerClause | whenClause | withinClause | remindClause | overdueClause
    ;
step : STEP name message? stepClause* ;
stepClause
    : afterClause | unlessClause | ownerClause | withinClause | remindClause | suspendedClause
    | delegatedClause | transferredClause | deliverClause | requireClause | otherwiseClause | returnsClause | handedClause | runClause
    | overdueClause
    ;

// ---- liability, tests

liabilityDecl : LIABILITY name message? liabilityClause* ;
liabilityClause : citeClause | whenClause | traceClause | shareClause | untraceableClause ;

testDecl : TEST message testClause* ;
testClause : givenClause | performClause | atClause | expectClause ;

// ---- clauses

layerClause : LEVEL name ;
headerEffectiveClause : EFFECTIVE DATE (UNTIL DATE)? ;
ownerClause : OWNER path ;
calendarClause : CALENDAR name ;
currencyClause : CURRENCY name ;
useClause : USE names ;
citeClause : CITE message ;

createsClause : CREATES paths ;
changesClause : CHANGES paths ;
isClause : IS name ;
actionWithinClause : WITHIN span ;

accordingClause : ACCORDING_TO expr (BAR expr)* ;
caseClause : CASE cell (BAR cell)* THEN expr (BAR expr)* ;

grantedClause : HOLDER names ;
mayClause : MAY grant (IF expr)? ;
cannotClause : MAY_NOT grant (IF expr)? ;
carriesClause : CARRIES names ;
carriesNoneClause : CARRIES_NONE message ;
delegatedClause : DELEGATED paths ;
transferredClause : TRANSFERRED paths ;

ruleEffectiveClause : EFFECTIVE DATE (UNTIL DATE)? (LEVEL name)? ;
whenClause : ON event ;
repeatedClause : REPEATED NUMBER OCCASIONS window BY path ;
requireClause : REQUIRE expr ;
forbidClause : FORBID expr ;
guaranteeClause : GUARANTEE expr ;
unlessClause : UNLESS expr ;
approvalClause : NEEDS_APPROVAL BY paths AS_DIFFERENT? (WITHIN span)? message? ;
otherwiseClause : OTHERWISE outcome message ;
thenClause : THEN effect+ ;
violatedClause : VIOLATED effect+ ;

bearerClause : BEARER EVERY? path ;
beforeClause : BEFORE path ;
mustClause : MUST task ;
mustNotClause : MUST_NOT task ;
withinClause : WITHIN span (FROM path)? ;
untilClause : UNTIL expr ;
remindClause : REMIND PERCENT (COMMA PERCENT)* (AND_NOTIFY paths)? ;
suspendedClause : SUSPENDED FROM path UNTIL path ;
extendedClause : EXTENDED span ON path ;
cancelledClause : CANCELLED ON event ;
excusedClause : EXCUSED BY path ;
absenceClause : ABSENT (path | SUSPENDED) ;
overdueClause : OVERDUE effect+ ;
fulfilledClause : FULFILLED effect+ ;

afterClause : AFTER predecessor (COMMA predecessor)* ;
predecessor : name (IF expr)? ;
deliverClause : DELIVER name COLON type ;
returnsClause : RETURNS_TO name AT_MOST NUMBER OCCASIONS IF expr ;
handedClause : HANDED_TO path WITHIN span ;
runClause : RUN name ;

traceClause : TRACE path THROUGH traced ((COMMA | OR) traced)* ;
traced : name (DOT name)* ;
shareClause : SHARE PERCENT BY path (EXCEPT IF expr THEN BY path)? ;
untraceableClause : UNTRACEABLE effect+ ;

givenClause : GIVEN (path IS expr | DONE path BY path AT TIMESTAMP) ;
performClause : ON path (PERFORM | FORCES) path text? AT TIMESTAMP ;
atClause : AT TIMESTAMP ;
expectClause : EXPECT (NOT? expected | expr) ;
expected
    : outcomeLevel FROM path | LOG name AGAINST path | SHARE PERCENT BY path | NOTIFY path
    ;

// ---- parts of clauses

event : ((FORCED | OVERDUE | VIOLATED | FULFILLED)? path | clock) (IF expr)? ;
clock : (EVERY_DAY | EVERY_WEEK name | EVERY_MONTH NUMBER) AT TIME ;
outcome : BLOCK | WARN | NOTE | HOLD (FOR path (ANSWER_WITHIN span)?)? ;
outcomeLevel : BLOCK | WARN | NOTE | HOLD ;
task : act (OR act)* ;
act : name args? (WHERE LPAREN expr RPAREN)? window? ;
effect
    : LOG name AGAINST path score? message?
    | NOTIFY paths (LEVEL name)? message?
    | ESCALATE path (ANSWER_WITHIN span)?
    | DEEM path (FROM path)?
    ;
score : (PLUS | MINUS) NUMBER POINTS ;

args : LPAREN (arg (COMMA arg)*)? RPAREN ;
arg : (name COLON)? expr ;

// ---- expressions

expr
    : MINUS expr
    | expr (TIMES | DIV) expr
    | expr (PLUS | MINUS) expr
    | expr (LE | GE | LT | GT | EQ | NE | AT_MOST | AT_LEAST | MORE_THAN | LESS_THAN | IS | IS_NOT
            | IN | NOT_IN) expr
    | expr (IS_GIVEN | IS_MISSING)
    | NOT expr
    | expr AND expr
    | expr OR expr
    | primary
    ;
primary
    : LPAREN expr (COMMA expr)* RPAREN
    | history
    | MAX_OF LPAREN expr (COMMA expr)* RPAREN
    | LATEST path HAS LPAREN expr RPAREN
    | (EVERY | SOME) name IN path HAS LPAREN expr RPAREN
    | DUTY path
    | path
    | literal
    ;
history
    : (DONE | COUNT_OF | SUM_OF | MAX_OF) (FORCED | OVERDUE | VIOLATED)? path (BY path)?
      (WHERE LPAREN expr RPAREN)? window?
    ;
window : IN_LAST span | THIS_WEEK | THIS_MONTH | THIS_QUARTER | THIS_YEAR ;
span : duration | path ;
literal
    : duration | MONEY | PERCENT | NUMBER (YUAN | WAN_YUAN)? | DATE | TIMESTAMP | TIME | text
    | YES | NO
    ;
duration : NUMBER unit ;
unit : MINUTES | HOURS | WORKING_HOURS | DAYS | WORKING_DAYS | WEEKS | MONTHS | YEARS ;

message : text text? ;
text : STR_OPEN (STR_TEXT | STR_INTERP expr INTERP_CLOSE)* STR_CLOSE ;
path : segment (DOT tail)* ;
segment : head args? ;
tail : name args? ;
head : name | BEARER | OWNER | STEP ;
paths : path (COMMA path)* ;
names : name ((COMMA | OR) name)* ;
name : WORD | QUOTED ;
