// SPDX-License-Identifier: Apache-2.0
//
// Characters to tokens. Knows no keyword: keyword types come from keywords.tsv (Keywords.tokens), and
// keyword_filter.cpp gives them to WORDs.
//
// It does not read the text itself but its shape (lexer.cpp): full-width signs, digits and Latin are
// folded to ASCII, every other letter, mark or digit becomes \u0001, every other sign \u0002. So the
// automaton stays in its cached ASCII part, and one Unicode table serves the whole project.
lexer grammar OnusLexer;
options { tokenVocab = Keywords; }

fragment D : [0-9] ;
fragment LETTER : [A-Za-z_\u0001] | '年' | '月' | '日' ;
fragment DATEF : D D D D '-' D D? '-' D D? | D D D D '年' D D? '月' D D? '日' ;
fragment TIMEF : D D? ':' D D ( ':' D D ( '.' D+ )? )? ;

TIMESTAMP : DATEF [ T]+ TIMEF ( 'Z' | [+-] D D ':' D D )? ;
DATE      : DATEF ;
TIME      : TIMEF ;
MONEY     : [¥$€£] D+ ( ',' D D D )* ( '.' D+ )? ;
PERCENT   : D+ ( '.' D+ )? '%' ;
NUMBER    : D [0-9_]* ( '.' D+ )? ;   // number_literal.cpp says where _ may stand
WORD      : LETTER ( LETTER | D )* ;
QUOTED    : '`' ~[`\r\n]+ '`' | '「' ~[「」\r\n]+ '」' ;
STR_OPEN  : ["“] -> pushMode(STR) ;
LE : '<=' | '≤' ;
GE : '>=' | '≥' ;
NE : '!=' | '≠' ;
LT : '<' ;
GT : '>' ;
EQ : '=' ;
PLUS   : '+' ;
MINUS  : '-' ;
TIMES  : '*' | '×' ;
DIV    : '/' | '÷' ;
BAR    : '|' ;
LPAREN : '(' ;
RPAREN : ')' ;
COMMA  : ',' | '、' ;
COLON  : ':' ;
DOT    : '.' ;
STOP   : [。;]+ -> skip ;
COMMENT : '#' ~[\r\n]* ;
WS     : [ \t\r\n]+ -> skip ;
BAD    : . ;

mode STR;
// One nested pair of “ ” belongs to the text.
STR_TEXT   : ( ~["“”{}\\\r\n] | '\\' ~[\r\n] | '“' ~["“”{}\\\r\n]* '”' )+ ;
STR_INTERP : '{' -> pushMode(INTERP) ;
STR_CLOSE  : ["”] -> popMode ;
STR_EOL    : [\r\n] -> popMode ;
STR_BAD    : . ;

mode INTERP;
INTERP_CLOSE : '}' -> popMode ;
I_MONEY   : [¥$€£] D+ ( ',' D D D )* ( '.' D+ )? -> type(MONEY) ;
I_PERCENT : D+ ( '.' D+ )? '%' -> type(PERCENT) ;
I_NUMBER  : D+ ( '.' D+ )? -> type(NUMBER) ;
I_WORD    : LETTER ( LETTER | D )* -> type(WORD) ;
I_QUOTED  : ( '`' ~[`\r\n]+ '`' | '「' ~[「」\r\n]+ '」' ) -> type(QUOTED) ;
I_DOT     : '.' -> type(DOT) ;
I_LPAREN  : '(' -> type(LPAREN) ;
I_RPAREN  : ')' -> type(RPAREN) ;
I_COMMA   : ( ',' | '、' ) -> type(COMMA) ;
I_COLON   : ':' -> type(COLON) ;
I_PLUS    : '+' -> type(PLUS) ;
I_MINUS   : '-' -> type(MINUS) ;
I_TIMES   : ( '*' | '×' ) -> type(TIMES) ;
I_DIV     : ( '/' | '÷' ) -> type(DIV) ;
I_WS      : [ \t]+ -> skip ;
I_STR_CLOSE : ["”] -> type(STR_CLOSE) ;
I_EOL     : [\r\n] -> type(STR_EOL) ;
I_BAD     : . -> type(BAD) ;
